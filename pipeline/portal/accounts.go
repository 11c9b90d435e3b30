package portal

import (
	"crypto/rand"
	"strings"

	"tonghop/pipeline"
)

var accountRoutes = []route{
	{"GET /accounts", keepers, (*Portal).accountsPage},
	{"POST /accounts", keepers, (*Portal).addAccount},
	{"POST /accounts/{login}/password", keepers, (*Portal).resetAccount},
	{"POST /accounts/{login}/disable", keepers, (*Portal).disableAccount},
	{"POST /accounts/{login}/enable", keepers, (*Portal).enableAccount},
	{"POST /accounts/{login}/role", keepers, (*Portal).changeRole},
}

// The first password of an account that was made or reset last, until a page has shown it.
const (
	sessionFirstLogin    = "first-login"
	sessionFirstPassword = "first-password"
)

// FirstPassword is one that nobody can guess, to be read out and typed once.
func FirstPassword() string { return rand.Text()[:16] }

// accountsShown is what the page of accounts is filled with.
type accountsShown struct {
	Accounts        []accountShown
	Roles           []pipeline.Role
	Units           []pipeline.Unit
	Login, Password string                // of which the first password is shown, once
	Wrong           pipeline.AccountField // of Form; "taken" where the login is another's
	Form            pipeline.Account
	Tokens          []tokenShown
	Secret          string // of a token that was made, once
}

// accountShown is an account in the list.
type accountShown struct {
	pipeline.Account
	UnitTitle string
	Locked    bool
}

// takenLogin is what is wrong with a login that somebody has.
const takenLogin pipeline.AccountField = "taken"

func (p *Portal) accountsPage(v *visit) error {
	once := func(key string) string { return p.sessions.PopString(v.r.Context(), key) }
	return p.showAccounts(v, accountsShown{Login: once(sessionFirstLogin), Password: once(sessionFirstPassword), Secret: once(sessionSecret)})
}

func (p *Portal) showAccounts(v *visit, main accountsShown) error {
	var err error
	if main.Accounts, err = p.listedAccounts(v); err != nil {
		return err
	}
	if main.Tokens, err = p.tokensShown(v); err != nil {
		return err
	}
	main.Roles, main.Units = pipeline.Roles, p.Pipeline.Catalog.Geography.On(pipeline.ProvinceUnit, pipeline.DayOf(p.now()))
	return p.show(v, "accounts", main)
}

// listedAccounts are all accounts, as pages show them.
func (p *Portal) listedAccounts(v *visit) ([]accountShown, error) {
	accounts, err := p.Records.Accounts(v.r.Context())
	shown := make([]accountShown, len(accounts))
	for i, a := range accounts {
		unit, _ := p.Pipeline.Catalog.Geography.Unit(a.Unit)
		shown[i] = accountShown{a, p.Pipeline.Catalog.UnitTitle(unit), a.LockedUntil.After(p.now())}
	}
	return shown, err
}

func (p *Portal) addAccount(v *visit) error {
	account := pipeline.Account{Login: strings.ToLower(strings.TrimSpace(v.r.PostFormValue("login"))), Name: strings.TrimSpace(v.r.PostFormValue("name"))}
	takeRole(v, &account)
	wrong := account.Mistake(p.Pipeline.Catalog.Geography, pipeline.DayOf(p.now()))
	p.changing.Lock()
	defer p.changing.Unlock()
	if wrong == "" {
		_, there, err := p.Records.Account(v.r.Context(), account.Login)
		if err != nil {
			return err
		}
		if there {
			wrong = takenLogin
		}
	}
	if wrong != "" {
		return p.showAccounts(v, accountsShown{Wrong: wrong, Form: account})
	}
	return p.givePassword(v, account, "added")
}

// takeRole takes the role and unit of a form; what a unit's box says is nothing to other roles.
func takeRole(v *visit, account *pipeline.Account) {
	account.Role, account.Unit = pipeline.Role(v.r.PostFormValue("role")), ""
	if account.Role == pipeline.ProvinceRole {
		account.Unit = v.r.PostFormValue("unit")
	}
}

// givePassword gives an account a first password, which the next page shows and nothing keeps.
func (p *Portal) givePassword(v *visit, account pipeline.Account, what string) error {
	password := FirstPassword()
	hash, err := p.attempts.hash(v.r.Context(), password)
	if err != nil {
		return err
	}
	account.GivePassword(hash)
	account.Changed = p.now()
	if err := p.Records.SaveAccount(v.r.Context(), account, v.account.Login, what); err != nil {
		return err
	}
	p.sessions.Put(v.r.Context(), sessionFirstLogin, account.Login)
	p.sessions.Put(v.r.Context(), sessionFirstPassword, password)
	return goTo(v, "/accounts")
}

func (p *Portal) resetAccount(v *visit) error {
	p.changing.Lock()
	defer p.changing.Unlock()
	account, err := p.accountNamed(v)
	if err != nil {
		return err
	}
	return p.givePassword(v, account, "password given anew")
}

func (p *Portal) disableAccount(v *visit) error {
	return p.changeAccount(v, "disabled", func(a *pipeline.Account) { a.Disabled = true })
}

func (p *Portal) enableAccount(v *visit) error {
	return p.changeAccount(v, "enabled", func(a *pipeline.Account) { a.Disabled = false })
}

func (p *Portal) changeRole(v *visit) error {
	return p.changeAccount(v, "role changed", func(a *pipeline.Account) { takeRole(v, a) })
}

// changeAccount changes an account: its sessions end.
func (p *Portal) changeAccount(v *visit, what string, change func(*pipeline.Account)) error {
	p.changing.Lock()
	defer p.changing.Unlock()
	account, err := p.accountNamed(v)
	if err != nil {
		return err
	}
	wasDisabled := account.Disabled
	change(&account)
	if wasDisabled == account.Disabled { // an account may be of a unit that is no more: it can be disabled all the same
		if wrong := account.Mistake(p.Pipeline.Catalog.Geography, pipeline.DayOf(p.now())); wrong != "" {
			return p.showAccounts(v, accountsShown{Wrong: wrong})
		}
	}
	account.Changed = p.now()
	if err := p.Records.SaveAccount(v.r.Context(), account, v.account.Login, what); err != nil {
		return err
	}
	p.flash(v, pipeline.Fill(p.Pipeline.Catalog.Words["account-changed"], map[string]string{"login": account.Login}))
	return goTo(v, "/accounts")
}

// accountNamed is the account that the path names.
func (p *Portal) accountNamed(v *visit) (pipeline.Account, error) {
	account, ok, err := p.Records.Account(v.r.Context(), v.r.PathValue("login"))
	if err == nil && !ok {
		err = errNotFound
	}
	return account, err
}
