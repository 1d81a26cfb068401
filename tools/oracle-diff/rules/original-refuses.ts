import type { OriginalRefuses, Rule, Section } from './rule.js';

/** The original's objections to files that we accept. */
export const originalRefusesRules: readonly Rule<OriginalRefuses>[] = [
  said('SQL in columns', /^(?:Invalid character|Column name contains invalid character) '(?:[[\]{}|;:@?\\&~^$]|\\\\)'/),
  said('SQL in columns', /^Invalid character '[^\0-\x7f]'/, /\bdefault\b.*[^\0-\x7f]/i),
  said('SQL in columns', /^Missing mandatory value for DEFAULT/, /default\s+default\b/i),
  said('SQL in columns', /^(?:Missing mandatory value for TYPE|Unexpected DEFAULT)/, /\\'/),
  said('SQL in columns', /^Error parsing type: Syntax error/, /(?:[)`]DEFAULT\b|\bDEFAULT\s*\[)/i),
  said('Lists', /^TAGS does not support multiline/),
  said('SQL in columns', /^Column name contains invalid character/, /\\'/),
  said('SQL in columns', /^Expected closing ['")]/, /--|\\'|'.*["(]/),
  said('SQL in columns', /^Unexpected TYPE after JSONPATH/, /`json:[^`]*`\s+,/i),
  said('SQL in columns', /^Expected closing backtick/, /`[^`\n]*--/),
  said('Types', /^Boolean type is not supported/),
  said('Types', /^DateTime64 type without precision/),
  said('Types', /^Precision is mandatory for U?Int types/),
  said('Types', /^Error parsing type: Nested type .*JSON\)* cannot be inside Nullable/),
  said('Types', /^Incompatible data types between aggregate function/),
  said('Settings of other connectors', /^Some (?:DynamoDB|connection|Postgres) params/),
  said('Settings of other connectors', /^Sorting key contains/, /^(?:IMPORT|PG)_/im),
  said('Settings of other connectors', /^Invalid import schedule/),
  said('Settings of other connectors', /Unexpected error: (?:Expecting|Extra data|Invalid control|Unterminated)/, /GCS_SERVICE_ACCOUNT/i),
  said('The version column in the sorting key', /^ENGINE_VER column/),
  said('Comments after a value', /^Invalid character '#'|^Unexpected TYPE after|^Column name contains invalid character '#'/, /[^\s].*#/),
  said('Types', /^Unknown data type family: (?:QBit|BFloat16)/),
  said('Engines and keys', /^Sorting key contains|^ENGINE_VER column/, /ENGINE_SORTING_KEY[^]*ENGINE_SORTING_KEY/i),
  said('Types', /^(?:Error parsing type: )?Unknown aggregate function/),
  said('The dialects of before', /^Unknown extension \.incl/),
  said('Quotes', /^Column name contains invalid character '"'/),
  said('The dialects of before', /^INCLUDE is not supported yet/i),
  said('The dialects of before', /^Validation error, found (?:PARTITION_KEY|SORTING_KEY|PRIMARY_KEY|SAMPLING_KEY|TTL|INCLUDE)\b/i),
  said('Indexes', /^Invalid INDEX syntax/),
  said('The dialects of before', /^ENGINE_SUMMING_COLUMNS is not a valid option/),
  said('Blanks and invisible characters', /is not a valid option|[iI]nvalid character '\\(?:x|u)|Unexpected (?:error|TYPE)|non-printable/, /[\u00A0\uFEFF\u2028\f\v]/),
  said('Templates', /^Invalid function name|^Template Syntax Error|^Missing end (?:expression|comment)|rendering template|was never closed|Unclosed|Empty expression|^invalid syntax/, /\{[{%#]/),
  said('Quotes', /^Invalid permission: ["']/),
  said('Comments after a value', /^Invalid number of arguments for TOKEN/, / --(?:\s|$)/m),
  said('Comments after a value', /^Invalid import schedule|is not an allowed value/, / --(?:\s|$)/m),
]; // prettier-ignore

/** One of its sentences, and what the file must contain for the rule to apply. */
function said(section: Section, sentence: RegExp, inFile?: RegExp): Rule<OriginalRefuses> {
  return {
    name: sentence.source.slice(0, 60),
    section,
    covers: ({ message }, { sample }) =>
      sentence.test(message.replace(/^error parsing \S+ /, '')) && (inFile?.test(sample.text) ?? true),
  };
}
