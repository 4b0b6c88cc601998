/**
 * Values as they travel: plain JSON, or an object tagged with `__type__`.
 * Only shapes live here; turning them into host values is the codec's work on either side.
 */

import type { wireSchema } from "./version.js";

/** A JSON value whose meaning is itself. Objects have string keys and no `__type__` of ours. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What may stand wherever a Python value is carried: JSON, a tag, or a container of such. */
export type WireValue =
  | null
  | boolean
  | number
  | string
  | readonly WireValue[]
  | TaggedValue
  | { readonly [key: string]: WireValue };

/** Common head of every tag. A user's dictionary with the key `__type__` travels as a {@link WireDict}. */
interface Tag<Name extends string> {
  readonly __type__: Name;
  readonly __schema__: typeof wireSchema;
}

/** How a stream produces its items; tells the reader whether awaiting happens in Python. */
export type StreamType = "generator" | "iterator" | "async_generator";

/** A Python object that stayed in Python. Owned by its session; the id is a UUID in hex. */
export interface WireRef extends Tag<"ref"> {
  readonly id: string;
  readonly session_id: string;
  /** Name of the object's class, e.g. `Pattern`. */
  readonly type_name: string;
  /** Module that defines the class, e.g. `re`. */
  readonly python_module: string;
  /** `stdlib` for the standard library, else the top-level package. */
  readonly library: string;
}

/** An iterator that stayed in Python; items are pulled with `snakebridge/streamNext`. */
export interface WireStreamRef extends Omit<WireRef, "__type__"> {
  readonly __type__: "stream_ref";
  readonly stream_type: StreamType;
}

/**
 * `bytes`, `bytearray` or `memoryview`: in base64 with padding, or as an attachment, named by its position among
 * those of the frame.
 */
export type WireBytes = Tag<"bytes"> &
  ({ readonly data: string } | { readonly attachment: number });

/**
 * A list whose elements are all floats, or all ints within ±(2^53−1), as an attachment: 8 bytes an element,
 * little-endian, as IEEE 754 says or in two's complement.
 */
export interface WireNumbers extends Tag<"floats" | "ints"> {
  readonly attachment: number;
}

/** A tuple or a set, in Python's iteration order. */
export interface WireElements extends Tag<"tuple" | "set" | "frozenset"> {
  readonly elements: readonly WireValue[];
}

/** A dict that is not a plain JSON object: a key is no string, or it would look like a tag. */
export interface WireDict extends Tag<"dict"> {
  readonly pairs: readonly (readonly [WireValue, WireValue])[];
}

/** An integer outside ±(2^53−1), in decimal digits with an optional minus sign. */
export interface WireInt extends Tag<"int"> {
  readonly value: string;
}

/** A float that JSON has no word for. */
export interface WireSpecialFloat extends Tag<"special_float"> {
  readonly value: "infinity" | "neg_infinity" | "nan";
}

/** A float that must stay one (`4.0`, `-0.0`), as `repr` writes it. */
export interface WireFloat extends Tag<"float"> {
  readonly value: string;
}

/** A complex number; the parts are numbers, or {@link WireSpecialFloat} / {@link WireFloat} where JSON cannot carry them. */
export interface WireComplex extends Tag<"complex"> {
  readonly real: number | WireSpecialFloat | WireFloat;
  readonly imag: number | WireSpecialFloat | WireFloat;
}

/** `datetime`, `date` and `time` in ISO 8601 as `isoformat()` writes it; `fold` is 1 for the second of two equal wall times. */
export interface WireMoment extends Tag<"datetime" | "date" | "time"> {
  readonly value: string;
  readonly fold?: 1;
}

/** A `timedelta` in the three numbers Python keeps: normalised days, seconds (0–86399), microseconds (0–999999). */
export interface WireTimedelta extends Tag<"timedelta"> {
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;
}

/** `decimal.Decimal`, `uuid.UUID` in text form; `atom` is a string that an Elixir peer calls an atom. */
export interface WireText extends Tag<"decimal" | "uuid" | "atom"> {
  readonly value: string;
}

/** A member of an `enum.Enum`: its class as `module:qualname`, its name, and its value. */
export interface WireEnum extends Tag<"enum"> {
  readonly enum_class: string;
  readonly name: string;
  readonly value: WireValue;
}

/** A host function that Python may call while the session lives; `arity` is what the function declares. */
export interface WireCallback extends Tag<"callback"> {
  readonly callback_id: string;
  readonly arity: number;
}

/** Every tag. */
export type TaggedValue =
  | WireRef
  | WireStreamRef
  | WireBytes
  | WireNumbers
  | WireElements
  | WireDict
  | WireInt
  | WireSpecialFloat
  | WireFloat
  | WireComplex
  | WireMoment
  | WireTimedelta
  | WireText
  | WireEnum
  | WireCallback;

/** The names of all tags. */
export type TagName = TaggedValue["__type__"];
