// The embed's page stands beside its code, in web/embed, and is served from embed/: one folder up, so its addresses are one step shorter.

const FROM = 'web/embed/index.html';
const TO = 'embed/index.html';

/** @returns {import('vite').Plugin} */
export const embedPage = () => ({
  name: 'embed-page',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const page = bundle[FROM];
      if (page?.type !== 'asset') throw new Error(`${FROM} is not among the built pages`);
      this.emitFile({ type: 'asset', fileName: TO, source: String(page.source).replaceAll('"../../', '"../') });
      delete bundle[FROM];
    },
  },
});
