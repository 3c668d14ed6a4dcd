import { BASE64_MEMBERS, type Literal } from '../literalSearch.ts';
import { ereBracket, ereCharacter, NUL_STAND_IN, spellings } from './bracket.ts';

/**
 * The trigger of a rule stands in the bytes as they are or in the bytes less the NULs, so any number of NULs may
 * stand between two characters.
 */
const NULS = `${NUL_STAND_IN}*`;
/** Escapes of control characters that a trigger may hold. */
const CONTROLS: Record<string, string> = { t: '\t', v: '\v', f: '\f', r: '\r' };

/** Which look-behinds of an expression are translated. */
export type LooksBehind = 'all' | 'first' | 'none';

/** A trigger that no extended regular expression can be made from. */
export class NoCounterpart extends Error {}

/**
 * The POSIX extended regular expression that matches, in the C locale, every line that a trigger matches: in its
 * bytes, or in its bytes less the NULs. It may match more.
 *
 * Look-arounds have no counterpart. One that looks ahead only narrows a match, and is left out. One that looks
 * behind, at the beginning, is put in the place of what stands before it, which it holds itself
 * (`\.(?<=[a-z]{8}\.)`); a negative one of a single class becomes a character of no such class. Elsewhere they are
 * left out too.
 *
 * @param looksBehind how many of the look-behinds of an expression are kept. Without any it begins with a seldom
 *   character, and many of its kind are still one small automaton; a trigger that is kept that small with one of
 *   them has that one first
 * @returns one line of text, one character a byte
 * @throws NoCounterpart for an expression that it cannot translate: the trigger must be written otherwise
 */
export function toEre(trigger: Literal | RegExp, looksBehind: LooksBehind = 'all'): string {
  if (trigger instanceof RegExp) return new Translation(trigger, looksBehind).ere();
  const isFolded = trigger.anyCase === true;
  const text = Array.from(trigger.text, (character) => ereCharacter(character, isFolded)).join(NULS);
  if (!trigger.signFollows || looksBehind === 'none') return text;
  return `${text}[${BASE64_MEMBERS}]*[^${BASE64_MEMBERS}]`;
}

class Translation {
  readonly #source: string;
  readonly #isFolded: boolean;
  readonly #looksBehind: LooksBehind;
  #at = 0;

  constructor({ source, flags }: RegExp, looksBehind: LooksBehind) {
    this.#looksBehind = looksBehind;
    this.#source = source;
    this.#isFolded = flags.includes('i');
    if (/[^gi]/.test(flags)) throw this.#refusal();
  }

  ere(): string {
    const ere = this.#alternatives(this.#looksBehind !== 'none');
    if (!this.#isAtEnd) throw this.#refusal();
    return ere;
  }

  /** @param isFirst whether nothing stands before them, so that they may begin with what a look-behind looks at */
  #alternatives(isFirst: boolean): string {
    let ere = this.#sequence(isFirst);
    while (this.#takes('|')) ere += `|${this.#sequence(isFirst)}`;
    return ere;
  }

  #sequence(isFirst: boolean): string {
    let ere = '';
    let looksBehind = isFirst;
    while (!this.#isAtEnd && !/[|)]/.test(this.#next)) {
      const isBeginning = isFirst && ere === '';
      if (this.#takes('(?=') || this.#takes('(?!')) this.#leaveOut();
      else if (this.#takes('(?<=')) {
        if (looksBehind) ere = `(${this.#rest(true)})`;
        else this.#leaveOut();
        looksBehind &&= this.#looksBehind === 'all';
      } else if (this.#takes('(?<!')) ere += this.#notBehind(isBeginning);
      else if (this.#takes('(?:')) ere += this.#group(isBeginning);
      else if (this.#takes('^') || this.#takes('\\n')) ere += this.#lineStart(isBeginning);
      else ere += this.#quantified(this.#character() + NULS);
    }
    return ere;
  }

  #group(isBeginning: boolean): string {
    const start = this.#at;
    const group = `(${this.#rest(isBeginning)})`;
    const looksBehind = this.#source.slice(start, this.#at).includes('(?<');
    const quantified = this.#quantified(group);
    if (looksBehind && quantified !== group) throw this.#refusal();
    return quantified;
  }

  #notBehind(isBeginning: boolean): string {
    if (!isBeginning) return this.#leaveOut();
    if (!this.#takes('[')) throw this.#refusal();
    const { members, isNegated } = this.#class();
    if (isNegated || !this.#takes(')')) throw this.#refusal();
    return `(^|${ereBracket(members, true)}${NULS})`;
  }

  /** Reads to the end of a group whose beginning was taken, as if it were one of its own, and forgets it. */
  #leaveOut(): string {
    this.#rest(true);
    return '';
  }

  /** The rest of a group whose beginning was taken. */
  #rest(isFirst: boolean): string {
    const ere = this.#alternatives(isFirst);
    if (!this.#takes(')')) throw this.#refusal();
    return ere;
  }

  /** `^`, or the end of the line above: grep knows one line at a time. */
  #lineStart(isBeginning: boolean): string {
    if (!isBeginning) throw this.#refusal();
    return `^${NULS}`;
  }

  #quantified(item: string): string {
    const [quantifier] = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(this.#source.slice(this.#at)) ?? [''];
    this.#at += quantifier.length;
    if (quantifier === '') return item;
    if (this.#next === '?') throw this.#refusal(); // lazy
    return (item.startsWith('(') ? item : `(${item})`) + quantifier;
  }

  #character(): string {
    if (!this.#takes('[')) return ereCharacter(this.#plain(/[$.*+?(){}[\]]/), this.#isFolded);
    const { members, isNegated } = this.#class();
    return ereBracket(members, isNegated);
  }

  /** A class whose `[` was taken. */
  #class(): { members: Set<string>; isNegated: boolean } {
    const isNegated = this.#takes('^');
    const members = new Set<string>();
    while (!this.#takes(']')) {
      const first = this.#plain(/\[/).charCodeAt(0);
      const isRange = this.#next === '-' && this.#source.charAt(this.#at + 1) !== ']';
      if (isRange) this.#at++;
      const last = isRange ? this.#plain(/\[/).charCodeAt(0) : first;
      for (let code = first; code <= last; code++) {
        for (const spelling of spellings(String.fromCharCode(code), this.#isFolded)) members.add(spelling);
      }
    }
    return { members, isNegated };
  }

  /** A character that stands for itself, escaped or not; `refused` are those that mean something else here. */
  #plain(refused: RegExp): string {
    const escaped = /^\\(?:x([0-9a-f]{2})|([tvfr])|([^\w\n]))/i.exec(
      this.#source.slice(this.#at, this.#at + 4),
    );
    if (escaped) {
      this.#at += escaped[0].length;
      const [, hex, control, itself] = escaped;
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
      return control ? (CONTROLS[control] ?? '') : (itself ?? '');
    }
    const character = this.#next;
    if (character === '' || character === '\\' || character > '~' || refused.test(character))
      throw this.#refusal();
    this.#at++;
    return character;
  }

  #takes(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  get #next(): string {
    return this.#source.charAt(this.#at);
  }

  get #isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  #refusal(): NoCounterpart {
    return new NoCounterpart(`/${this.#source}/ cannot be translated at ${this.#at}.`);
  }
}
