/**
 * The arguments cannot be understood. The message is one sentence for the person who typed them.
 */
export class WrongArguments extends Error {
  override readonly name = 'WrongArguments';
}
