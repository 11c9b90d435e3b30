package portal

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"

	"tonghop/pipeline"
)

// What a session knows.
const (
	sessionLogin = "login"
	sessionSince = "since" // when it began, in microseconds, as the warehouse keeps times
	sessionSeen  = "seen"  // when it last asked for something
	sessionToken = "token" // what forms must bring back
	// sessionRefused is what the next page says was not done, of an action that did the rest.
	sessionRefused = "refused"
)

// visitor is who is logged in. A session ends when nothing is asked for in its idle time, at its absolute time, and when its account is
// disabled, or changed after it began.
func (p *Portal) visitor(r *http.Request) (pipeline.Account, bool, error) {
	login := p.sessions.GetString(r.Context(), sessionLogin)
	since, now := p.sessions.GetInt64(r.Context(), sessionSince), p.now().UnixMicro()
	if now-since > p.Config.Absolute.Microseconds() || now-p.sessions.GetInt64(r.Context(), sessionSeen) > p.Config.Idle.Microseconds() {
		return pipeline.Account{}, false, nil
	}
	account, ok, err := p.Records.Account(r.Context(), login)
	if err != nil || !ok || account.Disabled || account.Changed.UnixMicro() > since {
		return pipeline.Account{}, false, err
	}
	p.sessions.Put(r.Context(), sessionSeen, now)
	return account, true, nil
}

// begin begins a session of an account: nothing of the one before stays.
func (p *Portal) begin(r *http.Request, account pipeline.Account) error {
	if err := p.sessions.RenewToken(r.Context()); err != nil {
		return err
	}
	p.sessions.Put(r.Context(), sessionLogin, account.Login)
	p.sessions.Put(r.Context(), sessionSince, p.now().UnixMicro())
	p.sessions.Put(r.Context(), sessionSeen, p.now().UnixMicro())
	p.sessions.Put(r.Context(), sessionToken, rand.Text())
	return nil
}

// token is what the forms of a page bring back, so that no other site can send them.
func (p *Portal) token(r *http.Request) string {
	token := p.sessions.GetString(r.Context(), sessionToken)
	if token == "" {
		token = rand.Text()
		p.sessions.Put(r.Context(), sessionToken, token)
	}
	return token
}

// tokenFits tells whether a token is the session's: a form was sent by a page of it.
func (p *Portal) tokenFits(r *http.Request, token string) bool {
	want := p.sessions.GetString(r.Context(), sessionToken)
	return want != "" && subtle.ConstantTimeCompare([]byte(token), []byte(want)) == 1
}
