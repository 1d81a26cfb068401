import protobuf from 'protobufjs';
import { SchemaTooLarge } from '../schema/schema-problem.js';

/**
 * For a message of 2,000 fields, four of 1,000, four hundred of 100. It takes the parser a fifth of
 * a second.
 */
const MOST_STEPS = 4_000_000;

/** Tokens after the `=` of one field or option. */
const MOST_BEHIND = 1_000;

/**
 * Messages, enums, fields and values: each is an object of the parser, and a piece of code of ours.
 */
const MOST_DECLARED = 20_000;

/** What stands in a pair of braces. */
interface Block {
  /** What is not a message's or an enum's counts with what is around it. */
  readonly kind: 'message' | 'enum' | 'other';
  /**
   * Fields, options, reserved numbers: the parser looks through them again with each one that
   * comes.
   */
  repeated: number;
  /** Values of an enum, which it does not. */
  plain: number;
}

/**
 * Counts the steps that the parser of .proto files will take, before it begins, so that no schema
 * can hold up everything else: with each field it looks through all fields, options and reserved
 * numbers of the message, and with each name of a type it may look through all messages.
 */
export class ProtoEffort {
  private steps = 0;
  private declared = 0;
  private messages = 0;
  private readonly typeNames = new Set<string>();

  /**
   * Counts a file, by the parser's own tokens.
   *
   * @throws SchemaTooLarge when it is too much, together with the files before; Error when it
   * cannot be split into tokens
   */
  file(text: string): void {
    const { next } = protobuf.tokenize(text, false);
    const open: Block[] = [{ kind: 'other', repeated: 0, plain: 0 }];
    let statement: string[] = [];
    /**
     * Tokens after the first `=` of a statement, which are its value and its options, and the
     * braces that are open in it.
     */
    let behind = 0;
    let braces = 0;
    const end = (): void => {
      for (const one of statement) this.typeNames.add(one);
      this.step(behind * behind);
      statement = [];
      behind = 0;
      braces = 0;
    };
    for (let token = next(); token !== null; token = next()) {
      const block = open.at(-1)!;
      if (behind > 0) {
        if (token === '{') braces++;
        if (token === '}') braces--;
        if (braces >= 0 && (token !== ';' || braces > 0)) {
          if (++behind > MOST_BEHIND) throw new SchemaTooLarge('a field or an option has too many options');
          continue;
        }
      }
      if (token === '{') {
        const [kind] = statement;
        open.push({ kind: kind === 'message' || kind === 'enum' ? kind : 'other', repeated: 0, plain: 0 });
        this.declare(1);
        if (kind !== 'enum') this.messages++;
        end();
      } else if (token === '}') {
        if (open.length > 1) this.close(open.pop()!, open.at(-1)!);
        end();
      } else if (token === ';') {
        this.declare(1);
        end();
      } else if (token === '=') {
        if (block.kind === 'enum' && statement[0] !== 'option') block.plain++;
        else block.repeated++;
        // What stands before it is the name of the field.
        statement.pop();
        behind = 1;
      } else {
        // Of reserved numbers.
        if (token === ',') block.repeated++;
        statement.push(token);
      }
    }
    end();
    for (const block of open) this.step(block.repeated * (block.repeated + block.plain));
    this.step(this.typeNames.size * this.messages);
  }

  /**
   * Counts a message that came as its descriptor, or anything else that is looked through again
   * with each part of it.
   */
  parts(count: number): void {
    this.declare(count);
    this.step(count * count);
  }

  private declare(count: number): void {
    this.declared += count;
    if (this.declared > MOST_DECLARED)
      throw new SchemaTooLarge(`it declares more than ${MOST_DECLARED} messages and fields`);
  }

  private close(block: Block, around: Block): void {
    if (block.kind === 'other') around.repeated += block.repeated + 1;
    else this.step(block.repeated * (block.repeated + block.plain));
  }

  private step(count: number): void {
    this.steps += count;
    if (this.steps > MOST_STEPS)
      throw new SchemaTooLarge(
        'a message has too many fields, options or reserved numbers, or there are too many messages',
      );
  }
}
