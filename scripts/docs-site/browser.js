// Search, and the navigation of wide screens. All else of the site does without a script.
const root = document.body.dataset.root;
const input = document.querySelector('#search');
const results = document.querySelector('#results');
const MOST = 12;
let index;

const wide = matchMedia('(min-width: 60rem)');
const navigation = document.querySelector('.navigation');
const unfold = () => navigation.toggleAttribute('open', wide.matches);
wide.addEventListener('change', unfold);
unfold();
document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'center' });
scrollTo(0, location.hash === '' ? 0 : scrollY);

input.hidden = false;
input.addEventListener('focus', load, { once: true });
input.addEventListener('input', show);
input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') results.querySelector('a')?.click();
  if (event.key === 'Escape') {
    input.value = '';
    results.hidden = true;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || /^(?:INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
  event.preventDefault();
  input.focus();
});

/** What is made beside this when the site is built. */
const loaded = (name) => import(`./${name}.js`);

/** The index is large: it is loaded when somebody means to search. */
async function load() {
  const [{ default: MiniSearch }, { INDEX, OPTIONS }] = await Promise.all([
    loaded('minisearch'),
    loaded('search-index'),
  ]);
  index = MiniSearch.loadJS(INDEX, OPTIONS);
  show();
}

function show() {
  const words = input.value.trim();
  const found =
    index === undefined || words === ''
      ? []
      : index.search(words, { prefix: true, fuzzy: 0.15, boost: { title: 4, page: 2 } });
  results.hidden = words === '' || index === undefined;
  results.replaceChildren(...(found.length === 0 ? [item('nothing found')] : found.slice(0, MOST).map(hit)));
}

function hit({ title, page, url }) {
  const link = document.createElement('a');
  link.href = root + url;
  link.append(title);
  if (page !== title) {
    const where = document.createElement('small');
    where.append(page);
    link.append(' ', where);
  }
  return item(link);
}

function item(content) {
  const one = document.createElement('li');
  one.append(content);
  return one;
}
