#include "server/http/joinpage.h"

namespace backroom {

namespace {
constexpr auto Page = R"(<!doctype html><html lang=en><head><meta charset=utf-8>
<meta name=viewport content="width=device-width,initial-scale=1"><meta name=referrer content=no-referrer>
<meta name=robots content=noindex><title>Choose a password</title><style>
:root{color-scheme:light dark;--text:#1d1d1b;--muted:#5e5d58;--ground:#f6f6f4;--panel:#fff;--line:#86857f;--accent:#0b6b7d;--on:#fff;--bad:#a8201a}
@media(prefers-color-scheme:dark){:root{--text:#e8eae7;--muted:#a4aaa7;--ground:#141616;--panel:#1d2020;--line:#7c8381;--accent:#56bfd2;--on:#05262c;--bad:#f4918a}}
body{margin:0;font:16px/1.5 Inter,"Segoe UI",system-ui,sans-serif;color:var(--text);background:var(--ground)}
main{max-width:24rem;margin:12vh auto 0;padding:0 1.5rem}h1{font-size:1.4rem;margin:0 0 .3rem}p{color:var(--muted);margin:.3rem 0 1rem}
label{display:block;font-weight:500;margin:1rem 0 .25rem}
input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--panel);color:inherit}
input:focus,button:focus{outline:2px solid var(--accent);outline-offset:1px}
button{margin-top:1.3rem;font:inherit;font-weight:500;padding:.5rem 1.1rem;border:0;border-radius:6px;background:var(--accent);color:var(--on)}
#fault{color:var(--bad);min-height:1.5em}</style></head><body><main><h1 id=title></h1><p id=lead></p>
<form id=form><label for=one id=oneLabel></label><input id=one type=password autocomplete=new-password required>
<label for=two id=twoLabel></label><input id=two type=password autocomplete=new-password required>
<div id=digits hidden><label for=three id=threeLabel></label><input id=three inputmode=numeric autocomplete=one-time-code></div>
<p id=fault role=alert></p><button id=go></button></form></main><script>
const words={en:["Choose a password","Eight characters or more; a sentence is easier to keep in mind than a riddle.","Password","The same again","Save","These two are not the same.","Done","From now on sign in with %1 and this password.","This link is incomplete. Ask for a new one.","The shop does not answer. Try again in a moment.","The six digits of your authenticator"],
de:["Passwort wählen","Acht Zeichen oder mehr; ein Satz ist leichter zu merken als ein Rätsel.","Passwort","Noch einmal dasselbe","Speichern","Die beiden sind nicht gleich.","Fertig","Melden Sie sich von jetzt an mit %1 und diesem Passwort an.","Dieser Link ist unvollständig. Bitten Sie um einen neuen.","Der Shop antwortet nicht. Versuchen Sie es gleich noch einmal.","Die sechs Ziffern Ihrer Authenticator-App"],
fr:["Choisir un mot de passe","Huit caractères ou plus ; une phrase se retient mieux qu’une énigme.","Mot de passe","Encore une fois","Enregistrer","Les deux ne sont pas identiques.","C’est fait","Connectez-vous désormais avec %1 et ce mot de passe.","Ce lien est incomplet. Demandez-en un nouveau.","La boutique ne répond pas. Réessayez dans un instant.","Les six chiffres de votre application d’authentification"],
es:["Elegir una contraseña","Ocho caracteres o más; una frase se recuerda mejor que un acertijo.","Contraseña","Otra vez la misma","Guardar","Las dos no son iguales.","Listo","A partir de ahora, inicie sesión con %1 y esta contraseña.","Este enlace está incompleto. Pida uno nuevo.","La tienda no responde. Inténtelo de nuevo en un momento.","Los seis dígitos de su autenticador"]};
const lang=(navigator.languages||[]).map(l=>l.slice(0,2)).find(l=>words[l])||"en",w=words[lang],at=id=>document.getElementById(id);
document.documentElement.lang=lang;document.title=w[0];
["title","lead","oneLabel","twoLabel","go"].forEach((id,i)=>at(id).textContent=w[i]);at("threeLabel").textContent=w[10];
const token=decodeURIComponent(location.hash.slice(1));
if(!token){at("fault").textContent=w[8];at("go").disabled=true}
const ask=(path,options)=>fetch("/api/v1/auth/"+path,{method:"POST",...options});
at("form").addEventListener("submit",async event=>{event.preventDefault();
if(at("one").value!==at("two").value){at("fault").textContent=w[5];at("two").focus();return}
at("go").disabled=true;at("fault").textContent="";
try{const answer=await ask("accept-invitation",{headers:{"Content-Type":"application/json"},body:JSON.stringify({token,password:at("one").value,...(at("three").value&&{totp:at("three").value.trim()})})});
const said=await answer.json();
if(!answer.ok){if(said.totp_required){at("digits").hidden=false;at("three").focus()}at("fault").textContent=((said.errors||[])[0]||{}).message||said.detail||w[9];at("go").disabled=false;return}
ask("logout",{headers:{Authorization:"Bearer "+said.token}});
at("title").textContent=w[6];at("lead").textContent=w[7].replace("%1",said.user.email);at("form").remove()
}catch(e){at("fault").textContent=w[9];at("go").disabled=false}});
</script></body></html>)";
}

QByteArray joinPage() { return Page; }

}
