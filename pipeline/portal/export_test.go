package portal

import "tonghop/pipeline"

// Route is a route as the test of who may ask for what sees it.
type Route struct {
	Pattern string
	Roles   []pipeline.Role // nil: anybody, without logging in
}

// Routes are all pages and actions.
func Routes() []Route {
	var all []Route
	for _, r := range routes() {
		all = append(all, Route{r.pattern, r.roles})
	}
	return all
}
