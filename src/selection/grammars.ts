/** Loads grammars, each once and when first needed. Where their files lie is the caller's business. */
import { Language, Parser, type Node } from "web-tree-sitter";

import type { Grammar } from "./reading.js";

/** The bytes of a WebAssembly module: the runtime itself, or a grammar. */
export type LoadModule = (name: "runtime" | Grammar) => Promise<Uint8Array>;

export class Grammars {
  readonly #load: LoadModule;
  readonly #parsers = new Map<Grammar, Promise<Parser>>();
  #runtime: Promise<void> | undefined;

  constructor(load: LoadModule) {
    this.#load = load;
  }

  async parse(text: string, grammar: Grammar): Promise<Node> {
    const parser = await this.#parserOf(grammar);
    const tree = parser.parse(text);
    if (!tree) throw new Error(`The grammar of ${grammar} was not loaded`);
    return tree.rootNode;
  }

  #parserOf(grammar: Grammar): Promise<Parser> {
    const parser = this.#parsers.get(grammar) ?? this.#makeParser(grammar);
    this.#parsers.set(grammar, parser);
    return parser;
  }

  async #makeParser(grammar: Grammar): Promise<Parser> {
    this.#runtime ??= this.#start();
    await this.#runtime;
    const language = await Language.load(await this.#load(grammar));
    return new Parser().setLanguage(language);
  }

  async #start(): Promise<void> {
    await Parser.init({ wasmBinary: await this.#load("runtime") });
  }
}
