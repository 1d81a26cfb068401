import { layers, outsideOwners } from '../lint-walls/walls.mjs';

/**
 * The tables of CONTRIBUTING.md say what lint enforces. Returns the rows that one side has and the
 * other has not.
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
    ...written.filter((line) => !wanted.includes(line)).map((line) => `CONTRIBUTING.md: lint knows nothing of ${line}`),
  ];
}

const code = (text: string): string => `\`${text}\``;
const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
