package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"sync/atomic"
	"time"
)

// Conference is a file of templates/conferences: what a pack is about.
type Conference struct {
	ID         string
	Title      string
	Place      string
	Date       time.Time
	Unit       string    // the id of a unit, or
	Name       string    // what the provinces of a list of its own are called together
	Provinces  []string  // their ids
	Period     Period    // closes on the conference's day where that comes first
	Stated     string    // the period as the file says it
	Map        time.Time // on whose map the figures are restated; zero: as reported
	Sections   []string  // of the report, by their ids; nil: all
	Report     string
	Signer     Signature // what is empty is taken from the office
	Recipients []string
	Commended  []Commended // printed in the pack, kept nowhere else
	File       string
	Hash       string // SHA-256 over its files
}

// Commended is a line of the list of those commended at a conference. No form and no table has a place for it.
type Commended struct{ Name, Locality, Award, Level string }

// Conferences are the conferences as their files were read last: they are read anew while a catalogue is in use.
type Conferences struct{ all atomic.Pointer[[]Conference] }

// All lists them in the order of their files' names. The list is not to be changed.
func (c *Conferences) All() []Conference {
	if c == nil || c.all.Load() == nil {
		return nil
	}
	return *c.all.Load()
}

// Replace puts others in their place.
func (c *Conferences) Replace(all []Conference) { c.all.Store(&all) }

// GobEncode leaves them out: the process that reads workbooks gets a catalogue, and needs none.
func (c *Conferences) GobEncode() ([]byte, error) { return nil, nil }

// GobDecode reads none.
func (c *Conferences) GobDecode([]byte) error { return nil }

// Conference returns the conference with the id.
func (c *Catalog) Conference(id string) (Conference, bool) {
	for _, conference := range c.Conferences.All() {
		if conference.ID == id {
			return conference, true
		}
	}
	return Conference{}, false
}

// hashFor is the hash of the files that an order is carried out with: those of the catalogue, and its conference's.
func (c *Catalog) hashFor(order Order) string {
	if order.Conference == nil {
		return c.Hash
	}
	sum := sha256.Sum256([]byte(c.Hash + " " + order.Conference.Hash))
	return hex.EncodeToString(sum[:])
}
