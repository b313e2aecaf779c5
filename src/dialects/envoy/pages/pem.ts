// A certificate and its key for examples: made for this, and known to everybody who reads this file.

export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUdoWv7DsfShDhifmPGigC7mhyC+4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJc2hvcC50ZXN0MCAXDTI2MTEyNjEwMjIwNloYDzIxMjYxMTAy
MTAyMjA2WjAUMRIwEAYDVQQDDAlzaG9wLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARW1myX+xw53fQY5S+RXU9mskuBZSYCu7bamsYwSD5QpHyFA+kfmzSV
cFl7OuYThabba/IEEPn+vTRFxvzyC+qKo1MwUTAdBgNVHQ4EFgQUBrexpa5+A9A+
bhg1rBTfJKJiAVUwHwYDVR0jBBgwFoAUBrexpa5+A9A+bhg1rBTfJKJiAVUwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA+wrPRfPMl/DDcYA3NxMW
Vkq4I+NIwS4mNpjfXrkMhJECIQCHt3F5sgqiJEq5+wAFkjYiA+/R+X/188ch1djJ
psTfHQ==
-----END CERTIFICATE-----`;

const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgd1klCFBn5KCO9jYm
/1dFYzCHLLpl6bRi2aO2iqRfKVmhRANCAARW1myX+xw53fQY5S+RXU9mskuBZSYC
u7bamsYwSD5QpHyFA+kfmzSVcFl7OuYThabba/IEEPn+vTRFxvzyC+qK
-----END PRIVATE KEY-----`;

/** The files that examples name. */
export const pemFiles: Readonly<Record<string, string>> = { 'a.pem': CERTIFICATE, 'a.key': PRIVATE_KEY, 'ca.pem': CERTIFICATE };
