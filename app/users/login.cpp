#include "app/users/login.h"

#include "app/backroom.h"
#include "app/users/email.h"
#include "app/users/recoverycodes.h"
#include "app/users/totp.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

namespace backroom::login {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> wrong()
{
    return fail(ErrorCode::Unauthenticated,
                tr("E-mail address and password do not fit each other. Look at both, then try again."));
}
}

Result<LoginCandidate> load(Reader &reader, const PasswordHasher &hasher, const Credentials &credentials)
{
    LoginCandidate candidate;
    candidate.device = credentials.device;
    candidate.subjects = attempts::subjectsOf(reader.secrets(), credentials.email, credentials.device.address);
    candidate.hash = hasher.dummy();
    candidate.now = reader.now();
    {
        Query row =
            reader.query("SELECT id, password_hash, totp_secret, totp_step, disabled FROM users WHERE email_key = ?",
                         emailKey(credentials.email));
        if (row.next() && !row.isNull(1) && !row.boolean(4)) {
            candidate.user = row.id<UserId>(0);
            candidate.hash = row.bytes(1);
            candidate.totpSecret = row.isNull(2) ? QByteArray() : row.bytes(2);
            candidate.totpStep = row.int64(3);
        }
    }
    const bool known = attempts::isKnown(reader, candidate.user, candidate.device);
    if (const int seconds = attempts::wait(reader, candidate.subjects, known))
        return attempts::tooMany(seconds);
    return candidate;
}

LoginVerdict verify(const PasswordHasher &hasher, const Credentials &credentials, const LoginCandidate &candidate)
{
    LoginVerdict verdict{candidate, false, false, candidate.totpStep, {}, {}};
    if (!hasher.verify(credentials.password, candidate.hash) || !candidate.user)
        return verdict;
    verdict.passed = true;
    if (!candidate.totpSecret.isEmpty()) {
        const auto step = totp::check(candidate.totpSecret, credentials.totp, candidate.now, candidate.totpStep);
        verdict.totpMissing = credentials.totp.isEmpty();
        if (!step && recoverycodes::isMeant(credentials.totp))
            verdict.recoveryCode = credentials.totp;
        verdict.passed = step.has_value() || !verdict.recoveryCode.isEmpty();
        verdict.totpStep = step.value_or(candidate.totpStep);
    }
    if (verdict.passed && hasher.needsRehash(candidate.hash))
        verdict.betterHash = hasher.hash(credentials.password).value_or(QByteArray());
    return verdict;
}

Result<SignedIn> record(Transaction &transaction, const LoginVerdict &verdict)
{
    const LoginCandidate &candidate = verdict.candidate;
    // Those who guessed at the same moment do not slip past each other.
    const bool known = attempts::isKnown(transaction, candidate.user, candidate.device);
    if (const int seconds = attempts::wait(transaction, candidate.subjects, known))
        return attempts::tooMany(seconds);
    if (verdict.totpMissing) {
        Error error{ErrorCode::Unauthenticated, tr("This account also asks for the six digits of your authenticator.")};
        error.extra = R"("totp_required":true)";
        return fail(error);
    }
    // The password, the code or the account may have changed since it was read.
    const bool holds = verdict.passed
        && transaction.exec(
               "UPDATE users SET totp_step = ? WHERE id = ? AND password_hash = ? AND disabled = 0 AND totp_step = ?",
               verdict.totpStep, candidate.user, candidate.hash, candidate.totpStep)
            == 1
        && (verdict.recoveryCode.isEmpty() || recoverycodes::spend(transaction, candidate.user, verdict.recoveryCode));
    if (!holds) {
        attempts::failed(transaction, candidate.subjects);
        return wrong();
    }
    if (!verdict.betterHash.isEmpty())
        transaction.exec("UPDATE users SET password_hash = ? WHERE id = ?", verdict.betterHash, candidate.user);
    attempts::succeeded(transaction, candidate.subjects);
    attempts::remember(transaction, candidate.user, candidate.device);
    const auto user = users::find(transaction, candidate.user);
    return SignedIn{*user, sessions::open(transaction, candidate.user, candidate.device)};
}

Result<SignedIn> signIn(Database &database, const PasswordHasher &hasher, const Credentials &credentials)
{
    const auto candidate = database.read([&](Reader &reader) { return load(reader, hasher, credentials); });
    if (!candidate)
        return fail(candidate.error());
    const LoginVerdict verdict = verify(hasher, credentials, *candidate);
    auto recorded = database.writeNow(Actor::anonymous(), [&](Transaction &transaction) -> Result<Result<SignedIn>> {
        return record(transaction, verdict);
    });
    if (!recorded)
        return fail(recorded.error());
    return *std::move(recorded);
}

void signInLater(Backroom &shop, const Credentials &credentials, std::function<void(Result<SignedIn>)> done)
{
    const auto finished = std::make_shared<decltype(done)>(std::move(done));
    const bool queued = shop.hashing().run(
        [&shop, credentials, finished] { (*finished)(signIn(shop.database(), PasswordHasher(), credentials)); });
    if (!queued) {
        Error busy{ErrorCode::Busy, tr("Too many people are signing in right now. Try again in a moment.")};
        busy.retryAfter = 2;
        (*finished)(fail(busy));
    }
}

}
