package portal

import (
	"net/http"
	"strings"
)

// guard is what every answer passes: nobody else's page may frame it, no script runs that is not ours, no form comes from another site.
func (p *Portal) guard(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.tell(&visit{w: w, r: r}, errForbidden) }))
	programs := p.apiMux() // which nobody's browser has a session or a cookie for
	inner := p.sessions.LoadAndSave(crossOrigin.Handler(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if p.Config.Encrypted() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, apiPath) {
			programs.ServeHTTP(w, r)
			return
		}
		inner.ServeHTTP(w, r)
	})
}
