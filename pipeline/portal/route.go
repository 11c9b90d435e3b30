package portal

import (
	"net/http"

	"tonghop/pipeline"
)

// route is a page or an action, and who may ask for it. What its path names of {submission}, {unit} and {edition} must be of the unit of
// a province's account; see access.go.
type route struct {
	pattern string          // of http.ServeMux
	roles   []pipeline.Role // nil: anybody, without logging in
	do      func(*Portal, *visit) error
}

// The roles of routes.
var (
	everybody   = pipeline.Roles
	provinces   = []pipeline.Role{pipeline.ProvinceRole}
	departments = []pipeline.Role{pipeline.DepartmentRole}
	readers     = []pipeline.Role{pipeline.DepartmentRole, pipeline.AuditorRole} // of everything
	senders     = []pipeline.Role{pipeline.ProvinceRole, pipeline.DepartmentRole, pipeline.AuditorRole}
	keepers     = []pipeline.Role{pipeline.AdministratorRole}
)

// routes are all pages and actions.
func routes() []route {
	var all []route
	for _, some := range [][]route{loginRoutes, accountRoutes, tokenRoutes, homeRoutes, reportRoutes, editionRoutes, deliveryRoutes, jobRoutes, conferenceRoutes, uploadRoutes, submissionRoutes, provinceRoutes, boardRoutes, decideRoutes, findingRoutes, reconciliationRoutes, traceRoutes, figureRoutes} {
		all = append(all, some...)
	}
	return all
}

func (p *Portal) mux() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes() {
		mux.Handle(r.pattern, p.allowed(r))
	}
	mux.Handle("GET /assets/", p.assets())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { p.tell(&visit{w: w, r: r}, errNotFound) })
	return mux
}
