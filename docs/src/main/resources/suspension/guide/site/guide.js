'use strict';

/** Light or dark, as the system prefers until the button is pressed. */
function startTheme() {
  const root = document.documentElement;
  document.querySelector('.theme').addEventListener('click', () => {
    const now = root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('suspension-theme', root.dataset.theme);
    } catch {
      // A browser that keeps nothing: it holds for this page.
    }
  });
}

/** The list of pages, at the present one; on a narrow screen, the button that shows it. */
function startMenu() {
  const button = document.querySelector('.menu');
  const pages = document.querySelector('.pages');
  const current = pages.querySelector('[aria-current]');
  pages.scrollTop = current.offsetTop - pages.clientHeight / 3;
  button.addEventListener('click', () => {
    const open = pages.classList.toggle('open');
    button.setAttribute('aria-expanded', String(open));
    scrollTo(0, 0);
  });
}

/** A button on each listing of code. */
function startCopying() {
  for (const code of document.querySelectorAll('.listingblock pre.highlight > code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 1500);
    });
    code.closest('.listingblock').append(button);
  }
}

/** What is searched in: the sections of the guide, and the API; read when it is first needed. */
class Book {
  static async open() {
    await Promise.all([Book.load('assets/lunr.js'), Book.load('assets/search-index.js')]);
    return new Book(window.searchEntries);
  }

  static load(file) {
    return new Promise((done, failed) => {
      const script = document.createElement('script');
      script.src = file;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  constructor(entries) {
    this.entries = entries.map(([url, page, heading, text]) => ({url, page, heading, text}));
    lunr.tokenizer.separator = /[^\p{L}\p{N}]+/u;
    const book = this;
    this.index = lunr(function () {
      this.field('heading', {boost: 8});
      this.field('page', {boost: 4});
      this.field('text');
      this.field('parts', {boost: 2});
      book.entries.forEach((entry, id) => {
        const name = Book.name(entry);
        const parts = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
        this.add({id, ...entry, heading: name, parts}, {boost: Book.isApi(entry) ? 0.6 : 1});
      }, this);
      this.ref('id');
    });
  }

  static isApi(entry) {
    return entry.url.startsWith('api/');
  }

  static name(entry) {
    return entry.heading || entry.page;
  }

  static words(text) {
    return text.toLowerCase().split(lunr.tokenizer.separator).filter((word) => word);
  }

  /** Entries that have all words, or else most of them; the best first. */
  find(text) {
    const found = new Map();
    for (const word of Book.words(text)) {
      for (const {ref, score} of this.having(word)) {
        const sum = found.get(ref) || {words: 0, score: 0};
        const exact = Book.name(this.entries[ref]).toLowerCase() === text.toLowerCase();
        found.set(ref, {words: sum.words + 1, score: sum.score + (exact ? 2 * score : score)});
      }
    }
    return [...found]
        .sort(([, a], [, b]) => b.words - a.words || b.score - a.score)
        .slice(0, 12)
        .map(([ref]) => this.entries[ref]);
  }

  having(word) {
    const {LEADING, TRAILING} = lunr.Query.wildcard;
    const found = this.index.query((query) => {
      query.term(lunr.tokenizer(word), {boost: 10});
      query.term(word, {wildcard: TRAILING, usePipeline: false});
    });
    if (found.length > 0 || word.length < 4) {
      return found;
    }
    return this.index.query((query) => {
      query.term(lunr.tokenizer(word), {editDistance: 1, boost: 2});
      query.term(word, {wildcard: LEADING | TRAILING, usePipeline: false});
    });
  }
}

/** The field in the header, and what it finds. */
class Search {
  constructor() {
    this.field = document.querySelector('.search input');
    this.list = document.querySelector('#results');
    this.book = null;
    this.field.addEventListener('focus', () => this.prepare());
    this.field.addEventListener('input', () => this.show());
    this.field.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('keydown', (event) => {
      const typing = event.target.closest('input, textarea, [contenteditable]');
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        this.field.focus();
        this.field.select();
      }
    });
    document.addEventListener('pointerdown', (event) => {
      if (!event.target.closest('.search')) {
        this.close();
      }
    });
  }

  prepare() {
    this.book ||= Book.open();
    if (this.field.value) {
      this.show();
    }
  }

  async show() {
    this.book ||= Book.open();
    const book = await this.book;
    const text = this.field.value.trim();
    if (!text) {
      this.close();
      return;
    }
    const found = book.find(text);
    this.list.replaceChildren(...found.map((entry, index) => this.option(entry, index, Book.words(text))));
    if (found.length === 0) {
      const nothing = document.createElement('p');
      nothing.textContent = `Nothing was found for “${text}”.`;
      this.list.append(nothing);
    }
    this.list.hidden = false;
    this.field.setAttribute('aria-expanded', 'true');
    this.select(0);
  }

  option(entry, index, words) {
    const option = document.createElement('a');
    option.id = `result-${index}`;
    option.href = entry.url;
    option.setAttribute('role', 'option');
    option.tabIndex = -1;
    option.classList.toggle('api', Book.isApi(entry));
    const where = document.createElement('span');
    where.className = 'where';
    where.textContent = Book.isApi(entry) ? `API, ${entry.page}` : entry.heading ? entry.page : 'Page';
    const heading = document.createElement('strong');
    heading.textContent = Book.name(entry).replace(/^.*\.(?=\p{Lu})/u, '');
    const excerpt = document.createElement('span');
    excerpt.className = 'excerpt';
    excerpt.append(...Search.excerpt(entry.text, words));
    option.append(where, heading, excerpt);
    option.addEventListener('mousemove', () => this.select(index));
    option.addEventListener('click', () => this.close());
    return option;
  }

  /** The text around the first word that was found, with the words marked. */
  static excerpt(text, words) {
    const alternatives = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')).join('|');
    const pattern = new RegExp(`(${alternatives})`, 'giu');
    const at = Math.max(0, text.search(pattern));
    const from = at < 60 ? 0 : text.indexOf(' ', at - 50) + 1;
    const part = (from > 0 ? '… ' : '') + text.slice(from, from + 150) + (text.length > from + 150 ? ' …' : '');
    return part.split(pattern).map((piece, index) => {
      if (index % 2 === 0) {
        return piece;
      }
      const mark = document.createElement('mark');
      mark.textContent = piece;
      return mark;
    });
  }

  key(event) {
    const count = this.list.querySelectorAll('a').length;
    if (event.key === 'ArrowDown' && count > 0) {
      event.preventDefault();
      this.select((this.selected + 1) % count);
    } else if (event.key === 'ArrowUp' && count > 0) {
      event.preventDefault();
      this.select((this.selected + count - 1) % count);
    } else if (event.key === 'Enter' && !this.list.hidden) {
      event.preventDefault();
      this.list.querySelector('[aria-selected="true"]')?.click();
    } else if (event.key === 'Escape') {
      this.close();
      this.field.blur();
    }
  }

  select(index) {
    this.selected = index;
    this.list.querySelectorAll('a').forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) {
        option.scrollIntoView({block: 'nearest'});
        this.field.setAttribute('aria-activedescendant', option.id);
      }
    });
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute('aria-expanded', 'false');
    this.field.removeAttribute('aria-activedescendant');
  }
}

startTheme();
startMenu();
startCopying();
new Search();
