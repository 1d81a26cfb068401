/*
 * SQL words that are not columns in their place, and functions with special arguments.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Between two operands. */
export const INFIX: ReadonlySet<string> = words('AND OR XOR DIV MOD LIKE ILIKE REGEXP IN BETWEEN');
/** After an operand; nothing has to follow. */
export const POSTFIX: ReadonlySet<string> = words('ASC DESC ASCENDING DESCENDING NULLS FIRST LAST');
/** Values. */
export const LITERALS: ReadonlySet<string> = words('NULL TRUE FALSE INF NAN');

export const UNITS: ReadonlySet<string> = new Set(
  'NANOSECOND MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR'
    .split(' ')
    .flatMap((unit) => [unit, `${unit}S`]),
);

/** Their first argument may be a bare unit of time. */
export const UNIT_FUNCTIONS: ReadonlySet<string> = words(
  'date_add dateadd date_sub datesub timestamp_add timestampadd timestamp_sub timestampsub date_diff datediff timestamp_diff timestampdiff date_trunc',
);
/** `f(a FROM b FOR c)`. */
export const FROM_FUNCTIONS: ReadonlySet<string> = words('extract trim substring overlay position');
export const CASTS: ReadonlySet<string> = words('cast _cast try_cast');

/**
 * Functions that are NULL where an argument is: with a Nullable column in them, the result is
 * Nullable.
 */
const STRICT =
  /^(?:lower|upper|lowerutf8|upperutf8|trim|trimleft|trimright|trimboth|substring|substr|length|reverse|concat|tostring|todate|todate32|todatetime|todatetime64|tostartof\w+|tomonday|toyear|toyyyymm|toyyyymmdd|toyyyymmddhhmmss|tomonth|toquarter|tohour|tominute|tosecond|today\w+|tounixtimestamp|tou?int\d+|tofloat\d+|abs|negate|plus|minus|multiply|divide|intdiv|modulo|round|floor|ceil|tuple)$/;

export const passesNull = (lowerName: string): boolean => STRICT.test(lowerName);

const AGGREGATES: ReadonlySet<string> = words(
  'sum count avg min max any anylast anyheavy argmin argmax uniq uniqexact uniqcombined uniqcombined64 uniqhll12 uniqthetasketch ' +
    'grouparray groupuniqarray grouparrayinsertat groupbitand groupbitor groupbitxor quantile quantiles quantileexact quantiletdigest ' +
    'quantiletiming median stddevpop stddevsamp varpop varsamp covarpop covarsamp corr topk topkweighted sumwithoverflow summap minmap maxmap ' +
    'first_value last_value skewpop skewsamp kurtpop kurtsamp entropy simplelinearregression',
);
const COMBINATORS = /(?:if|state|merge|ornull|ordefault|distinct|simplestate|mergestate|foreach|resample)$/;

/**
 * Whether a function makes one value of many rows; those can stand neither in a key nor in a
 * DEFAULT.
 */
export function isAggregate(name: string): boolean {
  let lower = name.toLowerCase();
  for (;;) {
    if (AGGREGATES.has(lower)) return true;
    const shorter = lower.replace(COMBINATORS, '');
    if (shorter === lower) return false;
    lower = shorter;
  }
}
