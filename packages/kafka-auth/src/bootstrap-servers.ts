import type { Span } from '@proj/diagnostics';

/** What is wrong with one server of the list. */
interface ServerProblem {
  /** Which server of the list, from 1. */
  readonly position: number;
  /** Where it stands in the list. */
  readonly span: Span;
  readonly what: string;
  readonly advice: string;
}

/**
 * Splits and checks a list of servers. Blanks around commas and empty places are left out, as
 * librdkafka does.
 */
export function readBootstrapServers(text: string): {
  readonly servers: readonly string[];
  readonly problems: readonly ServerProblem[];
} {
  const found = [...text.matchAll(/[^\s,](?:[^,]*[^\s,])?/g)];
  const problems = found.flatMap(({ 0: server, index: start }, i) => {
    const wrong = checkServer(server);
    return wrong ? [{ position: i + 1, span: { start, end: start + server.length }, ...wrong }] : [];
  });
  return { servers: found.map(([server]) => server), problems };
}

const FORM = 'Write it as host:port, for example broker1:9092.';

function checkServer(server: string): Pick<ServerProblem, 'what' | 'advice'> | undefined {
  if (/\s/.test(server)) return { what: 'has a blank in it', advice: 'Separate servers by commas.' };
  if (server.includes('://')) return { what: 'begins with a scheme', advice: FORM };
  if (!server.startsWith('[') && /:.*:/.test(server)) {
    return { what: 'has more than one colon', advice: 'Put an IPv6 address in brackets: [::1]:9092.' };
  }
  const { host, port } = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>.*))?$/.exec(server)?.groups ?? {};
  if (host === undefined) return { what: 'is not in the form host:port', advice: FORM };
  if (host === '') return { what: 'has no host', advice: FORM };
  if (host.startsWith('[') ? !/^\[[\dA-Fa-f:.]+(?:%\w+)?\]$/.test(host) : !/^[\p{L}\p{N}._-]+$/u.test(host)) {
    return { what: 'has a host that is neither a name nor an address', advice: FORM };
  }
  if (port === undefined || port === '') return { what: 'has no port', advice: FORM };
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    return { what: 'has a port that is not a number from 1 to 65535', advice: FORM };
  }
  return undefined;
}
