import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../check-packages/packages.js';

/** Relative links of a Markdown file whose target file or heading does not exist. */
export function brokenLinks(file: string, text: string): string[] {
  const prose = text.replace(/^```.*?^```$/gms, (code) => code.replace(/[^\n]/g, ''));
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((link) => {
    const [target = '', anchor] = (link[1] ?? '').split('#');
    if (/^[a-z]+:/.test(target)) return [];
    const to = target === '' ? file : path.join(path.dirname(file), target);
    const line = prose.slice(0, link.index).split('\n').length;
    const place = `${file}:${line}: the link to ${link[1]}`;
    if (!existsSync(path.join(root, to))) return [`${place} leads to no file`];
    if (anchor === undefined || path.extname(to) !== '.md') return [];
    return anchors(readFileSync(path.join(root, to), 'utf8')).includes(anchor) ? [] : [`${place} leads to no heading`];
  });
}

/** The anchors of headings, as Markdown renderers generate them. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
