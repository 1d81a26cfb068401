import { describe, expect, it } from 'vitest';
import { certainName, nearestName } from '../src/index.js';

describe('nearestName', () => {
  const names = ['KAFKA_TOPIC', 'KAFKA_GROUP_ID', 'SCHEMA'];

  it.each([
    ['KAFKA_TOPPIC', 'KAFKA_TOPIC'],
    ['kafka_topci', 'KAFKA_TOPIC'],
    ['SHCEMA', 'SCHEMA'],
    ['KAFKA_GROUPID', 'KAFKA_GROUP_ID'],
  ])('nearestName takes %s for %s', (word, name) => {
    expect(nearestName(word, names)).toBe(name);
  });

  it('nearestName makes no guess when nothing is near', () => {
    expect(nearestName('ENGINE', names)).toBeUndefined();
    expect(nearestName('', names)).toBeUndefined();
  });

  it('nearestName is not led astray by long words: five edits are the most', () => {
    expect(nearestName('A'.repeat(10_000), names)).toBeUndefined();
    expect(nearestName('KAFKA_SASL_OAUTHBEARER', ['KAFKA_SCHEMA_REGISTRY_URL'])).toBeUndefined();
  });

  it('nearestName takes fewer edits when asked', () => {
    expect(nearestName('KAFKA_TPIC', names, 1)).toBe('KAFKA_TOPIC');
    expect(nearestName('KAFKA_TPC', names, 1)).toBeUndefined();
  });
});

describe('a name that is certain', () => {
  const names = ['ENGINE_VER', 'ENGINE_VERSION', 'KAFKA_TOPIC', 'TAGS', 'earliest', 'latest', 'SSL'];
  it.each([
    ['kafka_topic', 'KAFKA_TOPIC'],
    ['KAFKA_TOPPIC', 'KAFKA_TOPIC'],
    ['KAFAK_TOPICS', 'KAFKA_TOPIC'],
    ['tags', 'TAGS'],
    ['lastest', 'latest'],
    // Too short, too far, between two.
    ['TAG', undefined],
    ['SASL', undefined],
    ['KAFKA_MAX_TOPIC', undefined],
    ['ENGINE_VERSI', undefined],
    ['', undefined],
  ])('the certain name for %j is %j', (word, name) => {
    expect(certainName(word, names)).toBe(name);
  });
});
