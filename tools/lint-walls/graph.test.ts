import { createProjectGraphAsync, type ProjectGraph } from '@nx/devkit';
import { beforeAll, expect, it } from 'vitest';
import { layers } from './walls.mjs';

/** What `npx nx graph` draws. */
let graph: ProjectGraph;

beforeAll(async () => {
  process.env['NX_DAEMON'] = 'false';
  graph = await createProjectGraphAsync();
}, 60_000);

const layerOf = (project: string): string => {
  const tags = graph.nodes[project]?.data.tags ?? [];
  return tags.find((tag) => tag.startsWith('layer:'))?.slice('layer:'.length) ?? 'none';
};
const arrows = (): { source: string; target: string }[] =>
  Object.values(graph.dependencies)
    .flat()
    .filter(({ target }) => graph.nodes[target] !== undefined);

it('gives every project a layer', () => {
  expect(Object.keys(graph.nodes).filter((project) => layers[layerOf(project)] === undefined)).toEqual([]);
});

it('draws no arrow that a layer does not allow, tests and configuration included', () => {
  const upward = arrows().filter(({ source, target }) => !layers[layerOf(source)]?.includes(layerOf(target)));
  expect(upward).toEqual([]);
});

it('draws the engine above every part, and the runner above the engine', () => {
  const parts = Object.keys(graph.nodes).filter((project) => layerOf(project) === 'part');
  const below = (project: string): string[] => arrows().flatMap((a) => (a.source === project ? [a.target] : []));
  expect(below('@proj/kafka-ingest')).toEqual(expect.arrayContaining(parts));
  expect(below('@proj/runner')).toContain('@proj/kafka-ingest');
});
