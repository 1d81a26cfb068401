import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { parseProject, templateText, type Datafile } from '../src/index.js';

/*
 * Each example of docs/differences.md is followed by two lines, of which this checks the second:
 *
 *   - Ours: refuses with `code`.
 *   - Ours: accepts and warns with `code`; `SETTING` is `value`.
 */
const page = readFileSync(fileURLToPath(new URL('../../../docs/differences.md', import.meta.url)), 'utf8');
const examples = page.split(/^### /m).flatMap((section) => {
  const [heading = ''] = section.split('\n');
  return [...section.matchAll(/^```(datasource|connection)\n(.*?)^```\n\n- Original: [^\n]*\n- Ours: ([^\n]*)/gms)].map(
    ([, extension = '', text = '', ours = ''], i) => ({ name: `${heading}, ${i + 1}`, extension, text, ours }),
  );
});

describe('the differences from the original', () => {
  it('every difference from the original has an example with both answers', () => {
    const sections = page.split(/^### /m).slice(1);
    expect(sections.length).toBeGreaterThan(20);
    for (const section of sections) expect(section).toMatch(/^- Ours: /m);
    expect(examples).toHaveLength([...page.matchAll(/^```(?:datasource|connection)$/gm)].length);
  });

  it.each(examples)('$name: ours is as it says', ({ extension, text, ours }) => {
    const { project, diagnostics } = parseProject([{ path: `example.${extension}`, text }]);
    // The examples are single files: their connections are not there.
    const found = diagnostics.filter((one) => one.code !== 'datafile/unknown-connection');
    const codes = (severity: string): string[] => [
      ...new Set(found.filter((one) => one.severity === severity).map((one) => one.code)),
    ];
    const listed = [...ours.matchAll(/`([a-z-]+\/[a-z-]+)`/g)].map(([, code]) => code);
    if (ours.startsWith('refuses with ')) {
      expect(codes('error')).toEqual(listed);
    } else {
      expect(ours).toMatch(/^accepts/);
      expect(codes('error')).toEqual([]);
      expect(codes('warning')).toEqual(listed);
    }
    for (const [, setting = '', value] of ours.matchAll(/`([A-Z_]+)` is `([^`]*)`/g)) {
      expect(settingOf(project.files[0], setting)).toBe(value);
    }
  });
});

function settingOf(file: Datafile | undefined, name: string): string | undefined {
  const setting = file?.settings.get(name);
  return setting && templateText(setting.value);
}
