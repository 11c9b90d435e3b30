// Package portal answers what people ask for in a browser: a province uploads its workbooks and reads what became of them, the department
// sees who has sent, decides and publishes, whoever prepares a conference writes its file.
//
// Pages are made on the server of templates/portal. Every page and action is a line of a table (route.go), which says who may ask for it;
// that is checked in one place (access.go), before anything of it is carried out.
package portal

import (
	"crypto/rand"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"tonghop/pipeline"
)

// Office is what the portal shows and works on.
type Office struct {
	Pipeline *pipeline.Pipeline
	Records  pipeline.Records
	// Reception takes in what is uploaded.
	Reception *pipeline.Reception
	Blank     FormWriter
	Files     fs.FS // templates/portal, with what an officer put in its place
	Config    pipeline.PortalConfig
	Log       *slog.Logger
	// Settled is called when something may be there to send.
	Settled func()
	// Drafts is where the files of drafts lie until the next one.
	Drafts pipeline.Outlet
	Jobs   Jobs
	// Conferences are the files that the portal writes.
	Conferences ConferenceFiles
}

// Portal is an http.Handler.
type Portal struct {
	Office
	now      func() time.Time
	pages    pages
	sessions *scs.SessionManager
	handler  http.Handler
	limits   limits
	attempts *attempts
	changing sync.Mutex // of accounts: what is read of one is not changed by others meanwhile
	// nobodysHash is compared with the password of a login that nobody has: it takes as long.
	nobodysHash string
	works       works
	patience    patience
}

// New makes a portal. What is wrong with a template is told with its file and line.
func New(o Office) (*Portal, error) {
	p := &Portal{Office: o, now: o.Pipeline.Now, sessions: newSessions(o.Config), limits: newLimits(), attempts: newAttempts(), patience: patient}
	var err error
	if p.nobodysHash, err = HashPassword(rand.Text()); err != nil {
		return nil, err
	}
	if p.pages, err = parsePages(o.Files); err != nil {
		return nil, err
	}
	p.handler = p.guard(p.mux())
	return p, nil
}

// ServeHTTP answers a request.
func (p *Portal) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.handler.ServeHTTP(w, r) }

// newSessions keeps sessions in memory: a session outlives no restart, and no secret of it lies on a disk.
func newSessions(config pipeline.PortalConfig) *scs.SessionManager {
	sessions := scs.New()
	sessions.Store = memstore.New()
	sessions.IdleTimeout, sessions.Lifetime = config.Idle, config.Absolute
	sessions.HashTokenInStore = true
	sessions.Cookie.Name = "tonghop"
	sessions.Cookie.SameSite = http.SameSiteLaxMode
	sessions.Cookie.Secure = config.Encrypted()
	return sessions
}
