// The embed's entry: next to nothing until the frame can be seen, since a page of documentation may hold many.
import '../fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import './embed.css';
import { readEmbedOptions } from '../../src/protocol/embed.ts';

const root = document.getElementById('root') as HTMLElement;
const query = new URLSearchParams(location.search);
const options = readEmbedOptions((name) => query.get(name));
document.documentElement.dataset.root = '../';
if (options.theme !== 'auto') document.documentElement.dataset.theme = options.theme;

/** Resolves when the frame comes near the reader's view. */
const visible = new Promise<void>((resolve) => {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    resolve();
  });
  root.style.minHeight = '40px';
  observer.observe(root);
});

await visible;
const { mountEmbed } = await import('./mount.tsx');
mountEmbed(root, options);
