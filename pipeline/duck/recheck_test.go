package duck_test

import (
	"testing"

	"tonghop/pipeline"
)

// Another catalogue has other rules: forms that were accepted under the one before are held against them when the warehouse opens.
func TestRecheckUnderAnotherCatalog(t *testing.T) {
	t.Parallel()
	o := newOfficeOnDisk(t)
	rules := o.catalog.Rules
	o.reopen(func(c *pipeline.Catalog) { c.Rules, c.ChecksHash = nil, "no rules" })
	o.forms("tong-hop ca-mau 2024-H1 | models.built 5", "tong-hop ca-mau 2024-H2 | models.built 5", "tong-hop ca-mau 2024 | models.built 12")
	o.expect("without rules", o.found(""))
	o.reopen(func(c *pipeline.Catalog) { c.Rules, c.ChecksHash = rules, "with rules" })
	o.expect("with rules", o.found("total-imbalance"), "ca-mau 2024 A1 12 10")
	o.reopen(func(c *pipeline.Catalog) { c.Rules, c.Hash = nil, "another report" })
	o.expect("what findings do not depend on has changed", o.found("total-imbalance"), "ca-mau 2024 A1 12 10")
	o.reopen(func(c *pipeline.Catalog) { c.Rules, c.ChecksHash = nil, "no rules again" })
	o.expect("without rules again", o.found(""))
}
