import { defineDiagnostics, message } from '@proj/diagnostics';

const error = 'error';
const warning = 'warning';

/** Every diagnostic about datafiles. */
export const datafileDiagnostics = defineDiagnostics('datafile', {
  // Files
  'unknown-extension': {
    severity: error,
    message: message`${'file'} is not a datafile.`,
    hint: message`${'advice'}`,
  },
  'invalid-file-name': {
    severity: error,
    message: message`${'name'} cannot be the name of a ${'kind'}.`,
    hint: message`The file's name without its extension is used: letters, digits and _, not beginning with a digit.`,
  },
  'invalid-utf8': {
    severity: error,
    message: message`The file is not UTF-8: byte ${'byte'} at offset ${'offset'} is wrong.`,
    hint: message`Save it as UTF-8.`,
  },
  'unreadable-file': { severity: error, message: message`${'file'} cannot be read: ${'reason'}.` },
  'folder-not-found': {
    severity: error,
    message: message`There is no folder ${'folder'}.`,
    hint: message`Name the folder that holds the .datasource and .connection files.`,
  },
  'no-datafiles': {
    severity: error,
    message: message`${'folder'} holds no datafiles.`,
    hint: message`They are looked for in the folder itself and below its datasources and connections folders.`,
  },
  'not-formatted': {
    severity: error,
    message: message`The file is not formatted, but left as it is. ${'reason'}`,
  },

  // Settings
  'unknown-setting': {
    severity: error,
    message: message`Unknown setting ${'name'} in a ${'kind'} file.`,
    hint: message`${'advice'}`,
  },
  'wrong-file': {
    severity: error,
    message: message`${'name'} does not belong in a ${'kind'} file.`,
    hint: message`It belongs in a .${'other'} file.`,
  },
  'swallowed-setting': {
    severity: warning,
    message: message`${'name'} is not a setting, so this line is part of the ${'block'} above it.`,
    hint: message`Did you mean ${'suggestion'}? If it is text, indent it.`,
  },
  'duplicate-setting': {
    severity: warning,
    message: message`${'name'} is given more than once; this one has no effect.`,
    hint: message`The last one counts, in line ${'line'}.`,
  },
  'missing-setting': {
    severity: error,
    message: message`${'name'} is missing.`,
    hint: message`${'reason'}`,
  },
  'missing-value': {
    severity: error,
    message: message`${'name'} has no value.`,
    hint: message`${'advice'}`,
  },
  'empty-value': {
    severity: error,
    message: message`${'name'} cannot be empty.`,
  },
  'invalid-value': {
    severity: error,
    message: message`${'found'} is not a value for ${'name'}.`,
    hint: message`${'advice'}`,
  },
  'retired-setting': {
    severity: warning,
    message: message`${'name'} is no longer used and has no effect.`,
    hint: message`${'instead'}`,
  },
  'refused-setting': {
    severity: error,
    message: message`${'name'} is no longer accepted.`,
    hint: message`${'instead'}`,
  },
  'other-connector': {
    severity: warning,
    message: message`${'name'} is for ${'connector'}, which this runner does not support: it has no effect.`,
    hint: message`This runner reads from Kafka only.${'also'}`,
  },
  'mixed-connectors': {
    severity: error,
    message: message`${'name'} and ${'kafka'} cannot be used together: a data source has one connector.`,
    hint: message`Remove one of them.`,
  },

  'deprecated-include': {
    severity: warning,
    message: message`INCLUDE is an old way to share settings, and newer tools refuse it.`,
    hint: message`Copy what ${'path'} holds into this file.`,
  },
  'invalid-include': {
    severity: error,
    message: message`${'path'} cannot be included: ${'problem'}.`,
    hint: message`${'advice'}`,
  },

  // Values and blocks
  'block-not-allowed': {
    severity: error,
    message: message`${'name'} cannot be a block.`,
    hint: message`Write the value on the same line: ${'name'} <value>.`,
  },
  'block-required': {
    severity: error,
    message: message`${'name'} must be a block.`,
    hint: message`Write ${'name'} > and put the text on the lines below, indented.`,
  },
  'missing-block-start': {
    severity: error,
    message: message`The > after ${'name'} is missing.`,
    hint: message`Write ${'name'} > and put the text on the lines below, indented.`,
  },
  'empty-block': {
    severity: error,
    message: message`The ${'name'} block is empty.`,
    hint: message`Its lines go below ${'name'} >, indented.`,
  },
  'text-after-block-start': {
    severity: warning,
    message: message`Text after ${'name'} > is ignored.`,
    hint: message`Put it on the next line.`,
  },
  'unclosed-quote': {
    severity: error,
    message: message`The quote ${'quote'} is not closed on this line.`,
  },
  'comment-in-word': {
    severity: warning,
    message: message`The text from # on is a comment, and not part of the value.`,
    hint: message`Put the value in quotes to keep it, or a blank before the comment.`,
  },
  'hash-comment-in-line': {
    severity: error,
    message: message`A # comment in ${'block'} must have a line of its own.`,
    hint: message`Use -- for a comment at the end of a line.`,
  },

  // Secrets
  'unclosed-template': {
    severity: error,
    message: message`${'open'} is not closed on this line.`,
    hint: message`Write {{ tb_secret("NAME") }}.`,
  },
  'unsupported-template': {
    severity: error,
    message: message`${'found'} is not supported: datafiles are not templates.`,
    hint: message`${'advice'}`,
  },
  'invalid-secret': {
    severity: error,
    message: message`This secret is not written correctly: ${'problem'}.`,
    hint: message`Write {{ tb_secret("NAME") }} or {{ tb_secret("NAME", "default") }}.`,
  },
  'secret-not-allowed': {
    severity: error,
    message: message`${'name'} cannot hold a secret.`,
    hint: message`${'reason'}`,
  },
  'missing-secret': {
    severity: error,
    message: message`The secret ${'secret'} is not set and has no default.`,
    hint: message`Set it in the environment, as a file in SECRETS_DIR, in .env.local or in .env; or give a default: tb_secret("${'secret'}", "…").`,
  },

  // Columns
  'missing-column-name': { severity: error, message: message`A column needs a name here.`, hint: message`${'advice'}` },
  'invalid-column-name': {
    severity: error,
    message: message`${'name'} is not a column name.`,
    hint: message`${'advice'}`,
  },
  'duplicate-column': {
    severity: error,
    message: message`There are two columns ${'name'}.`,
    hint: message`The other one is in line ${'line'}.`,
  },
  'missing-column-type': {
    severity: error,
    message: message`Column ${'name'} needs a type or a DEFAULT.`,
  },
  'missing-comma': {
    severity: error,
    message: message`A comma is missing after column ${'name'}.`,
  },
  'extra-comma': {
    severity: error,
    message: message`There is no column between these commas.`,
    hint: message`Remove one.`,
  },
  'unclosed-bracket': {
    severity: error,
    message: message`The bracket ${'bracket'} is not closed.`,
  },
  'stray-bracket': {
    severity: error,
    message: message`The bracket ${'bracket'} has no opening bracket.`,
    hint: message`Remove it.`,
  },
  'stray-backtick': { severity: error, message: message`This backtick has no opening backtick.` },
  'unclosed-backtick': { severity: error, message: message`The backtick is not closed on this line.` },
  'invalid-json-path': {
    severity: error,
    message: message`${'path'} is not a JSON path: ${'problem'}.`,
    hint: message`A path is $ or begins with $. and holds no blanks, for example json:$.user.id.`,
  },
  'bare-json-path': {
    severity: error,
    message: message`The JSON path of column ${'column'} must be in backticks.`,
    hint: message`Write \`${'path'}\`.`,
  },
  'unexpected-in-column': {
    severity: error,
    message: message`${'found'} was not expected after ${'before'} in column ${'column'}.`,
    hint: message`A column is: name type \`json:path\` DEFAULT expression CODEC(codec).`,
  },
  'refused-clause': {
    severity: error,
    message: message`${'clause'} cannot be used in a column.`,
    hint: message`${'instead'}`,
  },
  'missing-clause-value': {
    severity: error,
    message: message`${'clause'} of column ${'column'} has no value.`,
  },

  // Indexes, tokens, engine
  'invalid-index': {
    severity: error,
    message: message`This is not a valid index: ${'problem'}.`,
    hint: message`Write: name expression TYPE type GRANULARITY n.`,
  },
  'token-arguments': {
    severity: error,
    message: message`TOKEN takes a name and a permission.`,
    hint: message`For example TOKEN "reader" READ. A name with blanks needs quotes.`,
  },
  'token-permission': {
    severity: error,
    message: message`${'found'} is not a permission.`,
    hint: message`Use READ or APPEND.`,
  },
  'nullable-key': {
    severity: error,
    message: message`Column ${'column'} can hold NULL, so it cannot be in the ${'key'}.`,
    hint: message`Make it non-Nullable with a DEFAULT, or set allow_nullable_key = 1 in ENGINE_SETTINGS.`,
  },
  'aggregate-in-key': {
    severity: error,
    message: message`${'found'} cannot be in the ${'key'}: states of aggregate functions have no order.`,
    hint: message`Use plain columns, and functions of single values.`,
  },
  'repeated-key': {
    severity: error,
    message: message`${'found'} is in the sorting key twice.`,
    hint: message`Remove one of the two.`,
  },
  'key-without-column': {
    severity: error,
    message: message`${'found'} in the sorting key names no column, so it does not affect the order.`,
    hint: message`Remove it. A table without an order has ENGINE_SORTING_KEY tuple().`,
  },
  'primary-key-order': {
    severity: error,
    message: message`${'found'} in ENGINE_PRIMARY_KEY is not what ENGINE_SORTING_KEY has in its place.`,
    hint: message`The primary key must be the beginning of the sorting key, in the same order.`,
  },
  'sampling-key-not-in-primary': {
    severity: error,
    message: message`${'found'} in ENGINE_SAMPLING_KEY is not in the primary key.`,
    hint: message`Add it to ENGINE_SORTING_KEY, and to ENGINE_PRIMARY_KEY if there is one.`,
  },
  'version-in-key': {
    severity: error,
    message: message`${'column'} is ENGINE_VER, so it cannot be in the sorting key.`,
    hint: message`Rows replace each other when their sorting keys are equal; the version then says which one stays.`,
  },
  'engine-column-type': {
    severity: error,
    message: message`Column ${'column'} cannot be ${'setting'}: it must be ${'wanted'}.`,
  },
  'unknown-engine': {
    severity: error,
    message: message`There is no table engine ${'engine'}.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },
  'engine-arguments': {
    severity: error,
    message: message`The parameters of ${'engine'} are settings of their own.`,
    hint: message`Write ENGINE ${'engine'} and, for example, ENGINE_VER, ENGINE_SIGN or ENGINE_SORTING_KEY.`,
  },
  'engine-without-setting': {
    severity: warning,
    message: message`${'setting'} has no effect: the engine ${'engine'} does not use it.`,
    hint: message`It is for ${'engines'}.`,
  },
  'invalid-expression': {
    severity: error,
    message: message`${'setting'} cannot be read: ${'problem'}.`,
  },
  'denied-function': {
    severity: error,
    message: message`${'setting'} calls ${'function'}(), which ${'reason'}.`,
    hint: message`Only functions that compute a value from the row can stand in a table: see docs/functions.md.`,
  },
  'unknown-function': {
    severity: error,
    message: message`${'setting'} calls ${'function'}(), which is not among the functions that a table may call.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },
  'unsuitable-secret': {
    severity: error,
    message: message`The value of ${'template'} cannot be used in ${'setting'}: ${'problem'}.`,
    hint: message`The value of a secret is checked like SQL in the file.`,
  },
  'unknown-column': {
    severity: error,
    message: message`${'setting'} uses the column ${'column'}, which is not in the schema.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },

  // Between files
  'duplicate-name': {
    severity: error,
    message: message`There are two ${'kind'} files named ${'name'}.`,
    hint: message`The other one is ${'other'}.`,
  },
  'unknown-connection': {
    severity: error,
    message: message`There is no connection ${'name'}.`,
    hint: message`${'advice'}`,
  },
  'not-a-kafka-connection': {
    severity: error,
    message: message`The connection ${'name'} is of type ${'type'}, not kafka.`,
  },
  'duplicate-consumer': {
    severity: error,
    message: message`Topic ${'topic'} is already read by data source ${'other'} with the group ${'group'}.`,
    hint: message`Give one of them another KAFKA_GROUP_ID, or their committed offsets clash.`,
  },
  'registry-required': {
    severity: error,
    message: message`${'setting'} ${'format'} needs a schema registry.`,
    hint: message`Set KAFKA_SCHEMA_REGISTRY_URL in connection ${'connection'}.`,
  },

  // Bounds
  'not-a-regular-file': {
    severity: error,
    message: message`${'file'} is ${'what'}, and only regular files are read.`,
    hint: message`Put a file in its place, or remove it.`,
  },
  'file-too-large': {
    severity: error,
    message: message`${'file'} is larger than ${'limit'}, so it is not read.`,
    hint: message`Split it, or remove what does not belong there.`,
  },
  'link-out-of-project': {
    severity: error,
    message: message`${'file'} is a symbolic link that leads out of the project, so it is not followed.`,
    hint: message`Put the file itself in the place of the link.`,
  },
  'project-too-large': {
    severity: error,
    message: message`The files of ${'folder'} are larger than 64 MiB together; ${'file'} and the files after it were not read.`,
    hint: message`Split the project.`,
  },
  'and-more': {
    severity: 'info',
    message: message`… and ${'count'} more of ${'code'} in this file.`,
    hint: message`Fix those that are shown, then check again.`,
  },
});
