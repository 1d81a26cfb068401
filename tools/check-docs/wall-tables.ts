import { layers, outsideOwners } from '../lint-walls/walls.mjs';

/**
 * Compares the tables of CONTRIBUTING.md with the rules that lint enforces. Returns the rows that
 * only one side has.
 */
export function differingRows(contributing: string): string[] {
  const wanted = [
    ...Object.entries(layers).map(([layer, below]) => row(code(`layer:${layer}`), below.map(code).join(', '))),
    ...Object.entries(outsideOwners).map(([name, owner]) => row(code(name), code(`@proj/${owner}`))),
  ];
  const written = [...contributing.matchAll(/^\|(.*)\|$/gm)]
    .map(([, cells = '']) => row(...cells.split('|').map((cell) => cell.trim())))
    .filter((line) => line.startsWith('| `layer:') || /\| `@proj\/[a-z-]+` \|$/.test(line));
  return [
    ...wanted.filter((line) => !written.includes(line)).map((line) => `CONTRIBUTING.md has no row ${line}`),
    ...written.filter((line) => !wanted.includes(line)).map((line) => `CONTRIBUTING.md: lint has no rule for ${line}`),
  ];
}

const code = (text: string): string => `\`${text}\``;
const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
