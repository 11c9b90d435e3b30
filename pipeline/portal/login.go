package portal

import (
	"strings"

	"github.com/alexedwards/argon2id"
)

var loginRoutes = []route{
	{"GET /login", nil, (*Portal).loginPage},
	{"POST /login", nil, (*Portal).login},
	{"POST /logout", everybody, (*Portal).logout},
	{"GET /password", everybody, (*Portal).passwordPage},
	{"POST /password", everybody, (*Portal).changePassword},
}

func (p *Portal) loginPage(v *visit) error { return p.show(v, "login", map[string]any{"Wrong": false}) }

// login lets somebody in whose password is right. Whether the login is known is not told, nor by the time that it takes.
func (p *Portal) login(v *visit) error {
	ctx, login := v.r.Context(), strings.ToLower(strings.TrimSpace(v.r.PostFormValue("login")))
	if p.limits.accountLogins.OnLimit(v.w, v.r, login) {
		return errTooOften
	}
	account, known, err := p.Records.Account(ctx, login)
	if err != nil {
		return err
	}
	hash := account.PasswordHash
	if !known {
		hash = p.nobodysHash
	}
	right, err := p.attempts.passwordIs(ctx, v.r.PostFormValue("password"), hash)
	if err != nil {
		return err
	}
	account, in, err := p.attempt(ctx, login, right)
	if err != nil {
		return err
	}
	if !in {
		if known { // what nobody is called may be a password that was typed into the wrong field
			p.Log.Warn("login refused", "login", login, "failures", account.Failures, "disabled", account.Disabled, "address", p.address(v.r))
		}
		return p.show(v, "login", map[string]any{"Wrong": true, "Login": login})
	}
	if err := p.begin(v.r, account); err != nil {
		return err
	}
	p.Log.Info("login", "login", login, "address", p.address(v.r))
	return goTo(v, "/")
}

func (p *Portal) logout(v *visit) error {
	if err := p.sessions.Destroy(v.r.Context()); err != nil {
		return err
	}
	return goTo(v, "/login")
}

func (p *Portal) passwordPage(v *visit) error { return p.show(v, "password", map[string]any{}) }

func (p *Portal) changePassword(v *visit) error {
	account := v.account
	right, err := p.attempts.passwordIs(v.r.Context(), v.r.PostFormValue("old"), account.PasswordHash)
	if err != nil {
		return err
	}
	fresh := v.r.PostFormValue("new")
	if wrong := passwordWrong(fresh, right, fresh == v.r.PostFormValue("again"), fresh == v.r.PostFormValue("old")); wrong != "" {
		return p.show(v, "password", map[string]any{"Wrong": wrong})
	}
	if account.PasswordHash, err = p.attempts.hash(v.r.Context(), fresh); err != nil {
		return err
	}
	account.MustChange, account.Changed = false, p.now()
	if err := p.Records.SaveAccount(v.r.Context(), account, account.Login, "password"); err != nil {
		return err
	}
	if err := p.begin(v.r, account); err != nil {
		return err
	}
	p.flash(v, p.Pipeline.Catalog.Words["password-changed"])
	return goTo(v, "/")
}

// leastPassword is the least length of a password, in characters (NIST SP 800-63B asks for at least 8, and for 15 where nothing else protects).
const leastPassword = 12

// passwordWrong names what is wrong with a new password, as the page tells it; "" for nothing.
func passwordWrong(fresh string, oldRight, repeated, same bool) string {
	switch {
	case !oldRight:
		return "old"
	case len([]rune(fresh)) < leastPassword:
		return "short"
	case !repeated:
		return "again"
	case same:
		return "same"
	}
	return ""
}

// HashPassword is what is kept of a password.
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(password, argon2id.DefaultParams)
}
