// Run as a program of its own: starts a server, prints where, and waits to be killed.
import { startEmbeddedClickHouse } from '../src/index.js';

const binary = process.argv[3];
const server = await startEmbeddedClickHouse({ dataFolder: process.argv[2] ?? '', ...(binary ? { binary } : {}) });
process.on('SIGINT', () => console.log('interrupted'));
console.log(JSON.stringify({ url: server.url, pid: server.pid }));
