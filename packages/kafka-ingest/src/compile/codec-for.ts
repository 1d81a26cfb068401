import { jsonCodec, type Codec } from '@proj/codecs';
import type { MessageFormat } from '@proj/datafile-parser';
import type { MessageForm } from '@proj/row-mapping';
import type { RegistryCodecs } from './registry-codecs.js';

/** What columns may take for granted about the bytes of messages. */
export const messagesOf = (codec: Codec | undefined): MessageForm => codec?.messages ?? 'binary';

/**
 * The codec of a format; one of the embedding program goes first. Undefined when it needs a
 * registry and has none.
 */
export function codecFor(
  format: MessageFormat,
  own: Readonly<Record<string, Codec>> | undefined,
  ofRegistry: RegistryCodecs | undefined,
): Codec | undefined {
  const codec = own?.[format];
  if (codec) return codec;
  return format === 'json_without_schema' ? jsonCodec : ofRegistry?.codec(format);
}
