/**
 * Text forms of Python values on the wire: what is well-formed, so that nothing malformed passes for a value.
 */

const datePart = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const timePart = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{3}(?:\d{3})?)?)?`;
const offsetPart = String.raw`(?:[+-](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{6})?)?)?`;
const date = new RegExp(`^${datePart}$`);
const time = new RegExp(`^${timePart}${offsetPart}$`);
const dateTime = new RegExp(`^${datePart}T${timePart}${offsetPart}$`);

/** `2024-02-29`: a day that exists. */
export function isDate(text: string): boolean {
  return date.test(text) && isDay(text);
}

/** `23:59:59.999999+01:00`; parts from the seconds on may be missing. */
export function isTime(text: string): boolean {
  return time.test(text);
}

/** A date and a time with `T` between them. */
export function isDateTime(text: string): boolean {
  return dateTime.test(text) && isDay(text);
}

/** Whether the month has the day: JavaScript moves days that do not exist into the next month. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  if (year === 0) return false;
  const moved = new Date(0);
  moved.setUTCFullYear(year, month - 1, day);
  return moved.getUTCDate() === day;
}

const decimal = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?|Inf(?:inity)?|s?NaN\d*)$/i;

/** As `str(Decimal)` writes it. */
export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** With hyphens. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Decimal digits, with a minus sign if need be. */
export function isInt(text: string): boolean {
  return /^-?\d+$/.test(text);
}

/** As `repr(float)` writes it, and finite. */
export function isFloat(text: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text));
}
