import { EmbeddedActionsParser, type IToken, type TokenType } from 'chevrotain';

import { Backticked, ClauseWord, Comma, DoubleQuoted, IndexEnd, JsonPath } from './code-tokens.js';
import {
  blockNode, clauseNode, codeNode, columnNameNode, columnNode, endOf, jsonPathNode, lineNode, nameNode, separatorNode, settingNode, wordNode,
} from './nodes.js'; // prettier-ignore
import {
  BlockStart, Code, IndexesName, NameStart, PlainName, SchemaName, Separator, TextLine, ValueWord,
} from './tokens.js'; // prettier-ignore
import type {
  BlockNode,
  ClauseNode,
  CodeNode,
  ColumnNameNode,
  ColumnNode,
  ColumnPartNode,
  LineNode,
  SeparatorNode,
  SettingNode,
  WordNode,
} from './tree.js';

/**
 * The grammar. It is total: every sequence of tokens that the lexer can make is a sentence of it,
 * so that a mistake costs its own line or column and nothing else. What a mistake is, the model
 * says (`model/`), with words of our own.
 */
export class DatafileGrammar extends EmbeddedActionsParser {
  readonly settings: () => SettingNode[];
  /** What a SCHEMA block holds, without its beginning. */
  readonly schemaItems: () => (ColumnNode | SeparatorNode)[];
  /** What an INDEXES block holds, without its beginning. */
  readonly indexLines: () => CodeNode[];

  constructor(vocabulary: readonly TokenType[]) {
    super([...vocabulary], { maxLookahead: 1, skipValidations: true });

    const code = this.RULE('code', (): CodeNode => {
      const tokens: IToken[] = [];
      this.AT_LEAST_ONE(() => tokens.push(this.CONSUME(Code)));
      return this.ACTION(() => codeNode(tokens));
    });

    const clause = this.RULE('clause', (): ClauseNode => {
      const keyword = this.CONSUME(ClauseWord);
      const value = this.OPTION(() => this.SUBRULE(code));
      return this.ACTION(() => clauseNode(keyword, value));
    });

    const columnName = this.RULE('columnName', (): ColumnNameNode => {
      const tokens = [this.CONSUME(NameStart)];
      // `a-b` is one name, `a -b` is not.
      this.MANY({
        GATE: () => this.isAttached(),
        DEF: () => tokens.push(this.CONSUME(Code)),
      });
      return this.ACTION(() => columnNameNode(tokens));
    });

    const columnPart = this.RULE('columnPart', (): ColumnPartNode =>
      this.OR<ColumnPartNode>([
        { ALT: () => jsonPathNode(this.CONSUME(JsonPath)) },
        { ALT: () => this.SUBRULE(clause) },
        { ALT: () => this.SUBRULE(code) },
      ]),
    );

    const column = this.RULE('column', (): ColumnNode => {
      const parts: ColumnPartNode[] = [];
      const name = this.OR([
        { ALT: () => this.SUBRULE(columnName) },
        {
          ALT: () => {
            parts.push(this.SUBRULE1(columnPart));
            return undefined;
          },
        },
      ]);
      this.MANY(() => parts.push(this.SUBRULE2(columnPart)));
      return this.ACTION(() => columnNode(name, parts));
    });

    const words = this.RULE('words', (): WordNode[] => {
      const found: WordNode[] = [];
      this.MANY(() => found.push(wordNode(this.CONSUME(ValueWord))));
      return found;
    });

    this.schemaItems = this.RULE('schemaItems', (): (ColumnNode | SeparatorNode)[] => {
      const items: (ColumnNode | SeparatorNode)[] = [];
      this.MANY(() =>
        items.push(
          this.OR<ColumnNode | SeparatorNode>([
            { ALT: () => separatorNode(this.CONSUME(Separator)) },
            { ALT: () => this.SUBRULE(column) },
          ]),
        ),
      );
      return items;
    });

    const schemaBlock = this.RULE('schemaBlock', (): BlockNode => {
      const start = this.CONSUME(BlockStart);
      const items = this.SUBRULE(this.schemaItems);
      return this.ACTION(() =>
        blockNode(start, items.at(-1)?.span, (base) => ({ ...base, kind: 'schema-block', items })),
      );
    });

    const indexLine = this.RULE('indexLine', (): CodeNode => {
      const tokens: IToken[] = [];
      this.AT_LEAST_ONE(() =>
        tokens.push(
          this.OR([
            { ALT: () => this.CONSUME(Code) },
            { ALT: () => this.CONSUME(Comma) },
            { ALT: () => this.CONSUME(JsonPath) },
          ]),
        ),
      );
      return this.ACTION(() => codeNode(tokens));
    });

    this.indexLines = this.RULE('indexLines', (): CodeNode[] => {
      const lines: CodeNode[] = [];
      this.MANY(() =>
        this.OR([{ ALT: () => void this.CONSUME(IndexEnd) }, { ALT: () => void lines.push(this.SUBRULE(indexLine)) }]),
      );
      return lines;
    });

    const indexesBlock = this.RULE('indexesBlock', (): BlockNode => {
      const start = this.CONSUME(BlockStart);
      const lines = this.SUBRULE(this.indexLines);
      return this.ACTION(() =>
        blockNode(start, lines.at(-1)?.span, (base) => ({ ...base, kind: 'indexes-block', lines })),
      );
    });

    const textBlock = this.RULE('textBlock', (): BlockNode => {
      const start = this.CONSUME(BlockStart);
      const lines: LineNode[] = [];
      this.MANY(() => lines.push(lineNode(this.CONSUME(TextLine))));
      return this.ACTION(() =>
        blockNode(start, lines.at(-1)?.span, (base) => ({ ...base, kind: 'text-block', lines })),
      );
    });

    const setting = this.RULE('setting', (): SettingNode =>
      this.OR([
        {
          ALT: () => {
            const name = this.CONSUME(SchemaName);
            const found = this.SUBRULE1(words);
            const block = this.OPTION1(() => this.SUBRULE(schemaBlock));
            return this.ACTION(() => settingNode(nameNode(name), found, block));
          },
        },
        {
          ALT: () => {
            const name = this.CONSUME(IndexesName);
            const found = this.SUBRULE2(words);
            const block = this.OPTION2(() => this.SUBRULE(indexesBlock));
            return this.ACTION(() => settingNode(nameNode(name), found, block));
          },
        },
        {
          ALT: () => {
            const name = this.CONSUME(PlainName);
            const found = this.SUBRULE3(words);
            const block = this.OPTION3(() => this.SUBRULE(textBlock));
            return this.ACTION(() => settingNode(nameNode(name), found, block));
          },
        },
      ]),
    );

    this.settings = this.RULE('settings', (): SettingNode[] => {
      const found: SettingNode[] = [];
      this.MANY(() => found.push(this.SUBRULE(setting)));
      return found;
    });

    this.performSelfAnalysis();
  }

  private isAttached(): boolean {
    const before = this.LA(0);
    const first = before.tokenType;
    if (first === Backticked || first === DoubleQuoted) return false;
    return endOf(before) === this.LA(1).startOffset;
  }
}
