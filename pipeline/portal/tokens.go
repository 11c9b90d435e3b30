package portal

import (
	"slices"

	"tonghop/pipeline"
)

var tokenRoutes = []route{
	{"POST /tokens", keepers, (*Portal).addToken},
	{"POST /tokens/{token}/revoke", keepers, (*Portal).revokeToken},
}

// sessionSecret is the secret of the token that was made last, until a page has shown it.
const sessionSecret = "token-secret"

// unitOfToken is what is wrong with a token of no unit, or of one that is not on the map any more.
const unitOfToken pipeline.AccountField = "token-unit"

// tokenShown is a token in the list.
type tokenShown struct {
	pipeline.Token
	UnitTitle string
}

// tokensShown are the tokens, the newest first, those that were revoked behind the others.
func (p *Portal) tokensShown(v *visit) ([]tokenShown, error) {
	tokens, err := p.Records.Tokens(v.r.Context())
	if err != nil {
		return nil, err
	}
	var holding, revoked []tokenShown
	for _, t := range slices.Backward(tokens) {
		unit, _ := p.Pipeline.Catalog.Geography.Unit(t.Unit)
		shown := tokenShown{t, p.Pipeline.Catalog.UnitTitle(unit)}
		if t.Revoked.IsZero() {
			holding = append(holding, shown)
		} else {
			revoked = append(revoked, shown)
		}
	}
	return append(holding, revoked...), nil
}

// addToken makes a token of a unit, whose secret the next page shows and nothing keeps.
func (p *Portal) addToken(v *visit) error {
	unit, ok := p.Pipeline.Catalog.Geography.Unit(v.r.PostFormValue("unit"))
	if !ok || !unit.On(pipeline.DayOf(p.now())) {
		return p.showAccounts(v, accountsShown{Wrong: unitOfToken})
	}
	token, secret := pipeline.NewToken(unit.ID, v.account.Login)
	if _, err := p.Records.AddToken(v.r.Context(), token); err != nil {
		return err
	}
	p.sessions.Put(v.r.Context(), sessionSecret, secret)
	return goTo(v, "/accounts")
}

// revokeToken ends a token at once; one that has ended stays so.
func (p *Portal) revokeToken(v *visit) error {
	id, err := numberOf(v.r.PathValue("token"))
	if err != nil {
		return err
	}
	ok, err := p.Records.RevokeToken(v.r.Context(), id, v.account.Login)
	if err != nil {
		return err
	}
	if !ok {
		return errNotFound
	}
	p.flash(v, p.Pipeline.Catalog.Words["token-revoked"])
	return goTo(v, "/accounts")
}
