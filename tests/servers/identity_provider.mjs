// A real OpenID provider for the tests, on loopback: node identity_provider.mjs PORT KITH ACCOUNTS
// ACCOUNTS: JSON, account -> claims (and amr, acr: what the provider says it asked for). Whoever names an account is signed in with it.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, kith, told] = process.argv.slice(2);
const accounts = JSON.parse(told);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "kith", client_secret: "a-secret-of-the-test", redirect_uris: [`${kith}/sign-in/provider/back`], response_types: ["code"], grant_types: ["authorization_code"] }],
  pkce: { required: () => true },
  claims: { openid: ["sub", "amr", "acr"], email: ["email", "email_verified"], profile: ["preferred_username", "upn"] },
  conformIdTokenClaims: process.env.CLAIMS_AT_USERINFO === "1",
  cookies: { keys: ["of the test"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

async function interaction(request, response) {
  if (request.method === "GET") {
    const { prompt } = await provider.interactionDetails(request, response);
    response.setHeader("Content-Type", "text/html");
    response.end(`<!DOCTYPE html><html lang="en"><title>The council's sign-in</title><h1>The council's sign-in</h1><p>${prompt.name}</p>
<form method="post"><label>Account <input name="account"></label> <button>Go on</button> <button name="deny" value="1">No</button></form></html>`);
    return;
  }
  let body = "";
  for await (const part of request) body += part;
  const form = new URLSearchParams(body), accountId = form.get("account");
  const { amr, acr } = accounts[accountId] || {};
  const result = form.get("deny") ? { error: "access_denied" } : { login: { accountId, amr, acr, remember: true } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const rest = provider.callback();
createServer((request, response) => {
  if (request.url.startsWith("/interaction/")) interaction(request, response).catch((problem) => { response.statusCode = 500; response.end(String(problem)); });
  else rest(request, response);
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
