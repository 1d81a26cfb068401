import { appendAll } from '../reporting/append-all.js';
import type { SettingNode } from '../syntax/tree.js';
import type { BranchOf, LosslessFile } from '../lossless/lossless-node.js';

/** Comments without a blank line between them. */
export type CommentGroup = readonly string[];

/** A setting and the comments that belong to it. */
export interface Section {
  readonly setting: BranchOf<SettingNode>;
  /** Above it. */
  readonly lead: readonly CommentGroup[];
  /** Whether the last group of `lead` stands directly above it, without a blank line. */
  readonly leadAttached: boolean;
  /** Whether a blank line stands above `lead`: it begins a paragraph. */
  readonly leadApart: boolean;
  /** At the end of its last line. */
  readonly sameLine?: string;
  /** After its last line, the end of its block: lines of comments, and empty ones. */
  readonly tail: readonly string[];
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
  const header: CommentGroup[] = [];
  let gap = new Gap();
  for (const child of file.children) {
    const last = sections.at(-1);
    if (child.kind === 'setting') {
      const section: Draft = {
        setting: child,
        lead: [],
        leadAttached: gap.touchesNext,
        leadApart: gap.groups[0]?.touches === false,
        tail: [],
      };
      const rest = giveToBefore(gap, last, section);
      const own = last ? 0 : rest.length - (gap.touchesNext ? 1 : 0);
      appendAll(header, rest.slice(0, own));
      section.lead = rest.slice(own);
      sections.push(section);
      gap = new Gap(true);
    } else if (child.kind === 'comment') {
      const text = child.text.trimEnd();
      if (gap.onSameLine && last) last.sameLine = text;
      else gap.addComment(text);
    } else if (child.kind === 'blank') {
      gap.indented = true;
    } else if (child.kind === 'line-break') {
      gap.endLine();
    }
  }
  const footer = giveToBefore(gap, sections.at(-1), undefined);
  return { header, sections, footer };
}

interface GapGroup {
  readonly lines: string[];
  /** After a block: a part of it. */
  readonly inBlock: boolean;
  /** Without a blank line above. */
  readonly touches: boolean;
}

/** What stands between two settings, line by line. */
class Gap {
  readonly groups: GapGroup[] = [];
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
    // After a block, what is indented is a part of it; so is `--`, which is not a comment anywhere
    // else.
    const inBlock = this.indented || text.startsWith('--');
    if (last && !this.#blankLine && last.inBlock === inBlock) last.lines.push(text);
    else this.groups.push({ lines: [text], inBlock, touches: !this.#blankLine });
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
  let groups: readonly GapGroup[] = gap.groups;
  if (before?.setting.node.block) {
    const end = groups.findLastIndex((group) => group.inBlock) + 1;
    before.tail = groups.slice(0, end).flatMap(({ lines, touches }) => (touches ? lines : ['', ...lines]));
    groups = groups.slice(end);
  }
  const rest = joinTouching(groups);
  const leadsNext = next !== undefined && gap.touchesNext && rest.length === 1;
  if (before && groups[0]?.touches === true && !leadsNext) [before.below] = rest.splice(0, 1) as [CommentGroup];
  return rest;
}

function joinTouching(groups: readonly GapGroup[]): CommentGroup[] {
  const joined: string[][] = [];
  for (const { lines, touches } of groups) {
    const last = joined.at(-1);
    if (last && touches) appendAll(last, lines);
    else joined.push([...lines]);
  }
  return joined;
}
