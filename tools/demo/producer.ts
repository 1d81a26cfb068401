// Keeps producing shop events until SIGTERM:
// `producer.ts <bootstrap servers> <topic> <messages per second>`.
import { setTimeout as sleep } from 'node:timers/promises';
import { connectProducer, disconnect, offer } from '../servers/topics.js';
import { shopMessage } from './shop-events.js';

const [bootstrapServers = '', topic = '', perSecond = '1000'] = process.argv.slice(2);
const tickMs = 50;

let stopped = false;
process.on('SIGTERM', () => (stopped = true));

const producer = await connectProducer(bootstrapServers);
const begin = performance.now();
for (let produced = 0; !stopped; await sleep(tickMs)) {
  // Follows the clock, so that a busy machine makes it late but not slower; at most one second's
  // worth at once.
  const due = ((performance.now() - begin) / 1_000) * Number(perSecond);
  produced = Math.max(produced, due - Number(perSecond));
  while (produced < due && offer(producer, topic, shopMessage(Math.random, new Date()))) produced += 1;
}
await disconnect(producer);
process.exit(0);
