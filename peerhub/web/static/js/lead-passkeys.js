/**
 * <passkey-maker>, <passkey-opener>: what a passkey yields (WebAuthn's PRF extension) goes into the
 * form's hidden fields, and the form goes its way. Where nothing is yielded nothing is sent: a passkey
 * that merely proves who somebody is opens no key. Both stay hidden where the browser knows no passkeys,
 * and where the hub has a number instead of a name: passkeys belong to names.
 */

const BYTES = 32;
const MINUTES = 2;

const NUMBER = /^[\d.]+$|:/;

const canAsk = () => Boolean(window.PublicKeyCredential) && !NUMBER.test(location.hostname);

const random = () => crypto.getRandomValues(new Uint8Array(BYTES));

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const textOf = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** "credential salt credential salt" as a list of {credential, salt}. */
function known(asks) {
  const words = asks.split(" ").filter(Boolean);
  return words.filter((_, n) => n % 2 === 0).map((credential, n) => ({ credential, salt: words[2 * n + 1] }));
}

const described = (passkeys) =>
  passkeys.map((one) => ({ type: "public-key", id: bytesOf(one.credential) }));

/** {credential, secret} of the one that the person took; null where it yields nothing. */
async function ask(passkeys) {
  const salts = passkeys.map((one) => [one.credential, { first: bytesOf(one.salt) }]);
  const found = await navigator.credentials.get({
    publicKey: {
      challenge: random(),
      allowCredentials: described(passkeys),
      userVerification: "required",
      timeout: MINUTES * 60_000,
      extensions: { prf: { evalByCredential: Object.fromEntries(salts) } },
    },
  });
  const prf = found.getClientExtensionResults().prf;
  if (!prf || !prf.results) return null;
  return { credential: textOf(found.rawId), secret: textOf(prf.results.first) };
}

/** {credential, salt, secret} of a new one. Many devices yield nothing at first, and are asked again. */
async function make(name, passkeys) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: random(),
      rp: { name: location.hostname },
      user: { id: random(), name, displayName: name },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
      excludeCredentials: described(passkeys),
      attestation: "none",
      timeout: MINUTES * 60_000,
      extensions: { prf: {} },
    },
  });
  const prf = made.getClientExtensionResults().prf;
  if (!prf || !prf.enabled) return null;
  const salt = textOf(random());
  const answered = await ask([{ credential: textOf(made.rawId), salt }]);
  return answered && { ...answered, salt };
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (this.form || !canAsk()) return;
    this.form = this.querySelector("form");
    this.passkeys = known(this.dataset.asks);
    this.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  async send() {
    const status = this.querySelector("[role=status]");
    status.textContent = "";
    const answered = await this.answered().catch((error) => {
      console.info(error.name); // given up, timed out, or a device that cannot
      return null;
    });
    if (!answered) {
      status.textContent = this.dataset.failed;
      return;
    }
    for (const [name, said] of Object.entries(answered)) this.form.elements[name].value = said;
    this.form.submit(); // without another submit event
  }
}

customElements.define(
  "passkey-opener",
  class extends PasskeyForm {
    answered() {
      return ask(this.passkeys);
    }
  },
);

customElements.define(
  "passkey-maker",
  class extends PasskeyForm {
    answered() {
      return make(this.dataset.name, this.passkeys);
    }
  },
);
