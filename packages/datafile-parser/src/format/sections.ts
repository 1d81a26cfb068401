import type { SettingNode } from '../syntax/tree.js';
import type { BranchOf, LosslessFile } from '../tree/lossless-node.js';

/** Comments without a blank line between them. */
export type CommentGroup = readonly string[];

/** A setting and the comments that belong to it. */
export interface Section {
  readonly setting: BranchOf<SettingNode>;
  /** Above it. */
  readonly lead: readonly CommentGroup[];
  /** Whether the last group of `lead` stands directly above it, without a blank line. */
  readonly leadAttached: boolean;
  /** At the end of its last line. */
  readonly sameLine?: string;
  /** Indented ones after its last line: the end of its block. */
  readonly tail: readonly CommentGroup[];
  /** Directly below it. */
  readonly below?: CommentGroup;
}

/** A file as the formatter sees it. */
export interface FileSections {
  /** Comments at the top that a blank line separates from the first setting. */
  readonly header: readonly CommentGroup[];
  readonly sections: readonly Section[];
  /** Comments at the end that a blank line separates from the last setting. */
  readonly footer: readonly CommentGroup[];
}

type Draft = { -readonly [Key in keyof Section]: Section[Key] };

/** Gives every comment between settings to the setting that it is about. */
export function readSections(file: LosslessFile): FileSections {
  const sections: Draft[] = [];
  let header: readonly CommentGroup[] = [];
  let gap = new Gap();
  for (const child of file.children) {
    switch (child.kind) {
      case 'setting': {
        const before = sections.at(-1);
        const section: Draft = { setting: child, lead: [], leadAttached: false, tail: [] };
        const rest = giveToBefore(gap, before, section);
        if (gap.touchesNext || before) Object.assign(section, { lead: rest, leadAttached: gap.touchesNext });
        else header = rest;
        sections.push(section);
        gap = new Gap(true);
        break;
      }
      case 'comment': {
        const last = sections.at(-1);
        if (gap.onSameLine && last) last.sameLine = child.text.trimEnd();
        else gap.addComment(child.text.trimEnd());
        break;
      }
      case 'blank':
        gap.indented = true;
        break;
      case 'line-break':
        gap.endLine();
        break;
    }
  }
  const footer = giveToBefore(gap, sections.at(-1), undefined);
  return { header, sections, footer };
}

/** What stands between two settings, line by line. */
class Gap {
  readonly groups: { readonly lines: string[]; readonly indented: boolean; readonly touchesBefore: boolean }[] = [];
  /** Before the end of the line on which the setting before ends. */
  onSameLine: boolean;
  indented = false;
  #emptyLine = true;
  #blankLine: boolean;

  constructor(afterSetting = false) {
    this.onSameLine = afterSetting;
    this.#emptyLine = !afterSetting;
    this.#blankLine = !afterSetting;
  }

  /** Whether the last comment stands directly above what comes next. */
  get touchesNext(): boolean {
    return this.groups.length > 0 && !this.#blankLine;
  }

  addComment(text: string): void {
    const last = this.groups.at(-1);
    if (last && !this.#blankLine && last.indented === this.indented) last.lines.push(text);
    else this.groups.push({ lines: [text], indented: this.indented, touchesBefore: !this.#blankLine });
    this.#emptyLine = false;
    this.#blankLine = false;
  }

  endLine(): void {
    if (this.#emptyLine) this.#blankLine = true;
    this.#emptyLine = true;
    this.indented = false;
    this.onSameLine = false;
  }
}

/** Gives the first comments to the setting before if they are its; returns the others. */
function giveToBefore(gap: Gap, before: Draft | undefined, next: Draft | undefined): readonly CommentGroup[] {
  const { groups } = gap;
  let from = 0;
  if (before?.setting.node.block) {
    while (groups[from]?.indented === true) from++;
    before.tail = groups.slice(0, from).map((group) => group.lines);
  }
  const first = groups[from];
  const leadsNext = next !== undefined && gap.touchesNext && from === groups.length - 1;
  if (before && first?.touchesBefore === true && !leadsNext) {
    before.below = first.lines;
    from++;
  }
  return groups.slice(from).map((group) => group.lines);
}
