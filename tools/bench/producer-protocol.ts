/** From the bench to its producer process. */
export type ProducerRequest =
  | { readonly type: 'create-topic'; readonly topic: string }
  | { readonly type: 'delete-topic'; readonly topic: string }
  /** As fast as possible. */
  | { readonly type: 'backlog'; readonly topic: string; readonly caseName: string; readonly messages: number }
  /** One message into each partition. */
  | { readonly type: 'first'; readonly topic: string; readonly caseName: string }
  | {
      readonly type: 'steady';
      readonly topic: string;
      readonly caseName: string;
      readonly messages: number;
      readonly perSecond: number;
    };

/** From the producer process to the bench. Requests are answered in order. */
export type ProducerAnswer =
  | { readonly type: 'progress'; readonly messages: number }
  /** `producedAtMs`, for `steady`: when each message was handed to the client, in Unix time. */
  | { readonly type: 'done'; readonly producedAtMs?: Float64Array }
  | { readonly type: 'failed'; readonly text: string };

/** Message `i` goes to partition `i % PARTITIONS`, so its offset in a new topic is known. */
export const PARTITIONS = 4;
