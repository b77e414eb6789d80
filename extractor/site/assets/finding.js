// Which figures answer to words. As `extractor compare --words`: the longest synonyms first, then single words, each in
// what the vocabulary calls a figure or in its own headings.
"use strict";

const finding = (() => {
  const STOP = new Set("a an and at by for from how in is many of on or per the to which who with".split(" "));

  function tokens(text) {
    const found = text.toLowerCase().replaceAll("'", "").match(/[a-z0-9]+/g) ?? [];
    const kept = found.filter((word) => !STOP.has(word));
    return kept.length ? kept : found;
  }

  function stem(word) {
    return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
  }

  // What the forms of a word begin with: `burglar` of `burglaries`, `answer` of `answering`.
  function root(word) {
    for (const ending of ["ies", "ing", "ed", "y", "s"]) {
      if (word.endsWith(ending) && !word.endsWith("ss") && word.length - ending.length >= 4) return word.slice(0, -ending.length);
    }
    return stem(word);
  }

  const plain = (text) => tokens(text.replaceAll("-", " ")).map(stem).join(" ");

  // A word is found where a word begins so; one of three letters or fewer only where it stands whole.
  const holds = (text, word) => text.includes(word.length > 3 ? ` ${word}` : ` ${word} `);

  const searchable = (text) => ` ${(text.toLowerCase().replaceAll("'", "").match(/[a-z0-9]+/g) ?? []).join(" ")} `;

  class Words {
    constructor(index) {
      this.synonyms = new Map(Object.entries(index.synonyms).map(([words, pairs]) => [plain(words), new Set(pairs)]));
      this.pairs = index.pairs.map((pair) => searchable(pair.words));
    }

    // The words cut into synonyms, the longest first, and single words between them; each with the pairs it means.
    units(text) {
      const asked = tokens(text);
      const units = [];
      for (let start = 0; start < asked.length; ) {
        let stop = asked.length;
        while (stop > start + 1 && !this.synonyms.has(asked.slice(start, stop).map(stem).join(" "))) stop -= 1;
        const words = asked.slice(start, stop).map(root);
        const meant = new Set(this.synonyms.get(asked.slice(start, stop).map(stem).join(" ")) ?? []);
        this.pairs.forEach((pair, number) => {
          if (words.every((word) => holds(pair, word))) meant.add(number);
        });
        units.push({ words, meant });
        start = stop;
      }
      return units;
    }
  }

  return { Words, holds, searchable };
})();
