// Package templates embeds the defaults of all that an officer may change.
package templates

import "embed"

// FS holds the defaults.
//
//go:embed *.yaml geography layouts rules reports conferences mail portal
var FS embed.FS
