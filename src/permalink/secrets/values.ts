// Values that only look as if they were secret: a variable that is filled in later, a placeholder, a path, what an expression reads.

/** Whether a value stands for a secret that is elsewhere, or for none. */
export function isReference(value: string): boolean {
  const plain = value.trim();
  return plain === '' || /^[x*•.…_-]*$/i.test(plain) || REFERENCES.some((form) => form.test(plain));
}

const REFERENCES: readonly RegExp[] = [
  /REDACTED/,
  // $NAME, ${NAME}, ${NAME:-default without more}, $(NAME)
  /^\$(?:\w+|\{[^}]*\}|\([^)]*\))$/,
  // {{ .Values.token }}, <your token>, Envoy's operators
  /^\{\{[^}]*\}\}$/,
  /^<[^<>]*>$/,
  /^%[A-Z_]+(?:\([^%]*\))?%$/,
  /^(?:\d{1,5}|true|false|null|none|yes|no|on|off|~)$/i,
  // A path of a file, an address without a password.
  /^(?:file:|\.{1,2}\/|\/(?:etc|var|run|usr|home|opt|mnt|tmp|secrets?|certs?|keys?)\/)\S*$/,
  /^https?:\/\/\S*$/i,
  // What an expression reads of a request.
  /^(?:request|response|jwt|apiKey|basicAuth|source|backend|llm|mcp|extauthz|metadata|default|string|json|has)\s*[.[(]/,
];
