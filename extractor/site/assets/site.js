// What every page shares: data that scripts hand over, and the search field of the overview.
"use strict";

const site = {
  data: {},
  // Data comes as scripts, `site.given(name, value)`: a page on a disk may load scripts, but fetch nothing.
  given(name, value) {
    this.data[name] = value;
    document.dispatchEvent(new CustomEvent(`given:${name}`, { detail: value }));
  },
  // An element with text and attributes. Texts of documents only ever become text nodes.
  element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  },
};

document.querySelector("form[data-search]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = new FormData(event.target).get("q").trim();
  location.href = `search.html${words ? `#${new URLSearchParams({ q: words })}` : ""}`;
});

// What is folded away is printed too.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open])")) {
    folded.open = true;
    folded.dataset.printed = "";
  }
  for (const image of document.querySelectorAll("img[loading=lazy]")) image.loading = "eager";
});
addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-printed]")) {
    folded.open = false;
    delete folded.dataset.printed;
  }
});
