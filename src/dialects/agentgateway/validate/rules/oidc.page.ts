// What OIDC needs beside the file.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/cookie-secret': {
    means: 'The policy oidc is there, and the environment does not say OIDC_COOKIE_SECRET.',
    why: 'The gateway encrypts its session cookies with this key of 32 bytes. Without it the loader refuses the file: "OIDC_COOKIE_SECRET is required when oidc is configured".',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: `oidc:
  issuer: https://id.example
  clientId: shop
  clientSecret: open-sesame
  redirectURI: https://shop.example/callback`,
    right: `jwtAuth:
  issuer: https://id.example
  jwks: '{"keys": []}'`,
  },
};
