// Package control has commands carried out by the process that has the warehouse open, over a socket in the data folder.
//
// The server says hello; the client sends a command line; then the server sends what is printed, and asks for the client's files, until
// the command has ended. The server opens no path of the client's, and knows nothing of its working folder or environment.
package control

import (
	"errors"
	"time"
)

// SocketName is the socket's name in the data folder.
const SocketName = "tonghop.sock"

const mostConnections = 64

// Tests have less time.
var (
	// patience is how long the other side may take over one message: nothing that it has to do takes longer.
	patience = 30 * time.Second
	// grace is how long commands have to end when the server ends, or they are interrupted.
	grace = 8 * time.Second
)

// Hello is what a server says first. The three are compared as they are.
type Hello struct {
	Build     string `json:"build"`     // of the program
	Templates string `json:"templates"` // of the files that an officer may change, as they were read
	Config    string `json:"config"`    // of the configuration file, as it was read; "" for none
	Refusal   string `json:"refusal,omitempty"`
}

// ErrNotServed says that there is no server.
var ErrNotServed = errors.New("there is no tonghop serve")

// ErrStopping is why commands are broken off when the server ends.
var ErrStopping = errors.New("tonghop serve is being stopped; run the command again, by itself or when serve runs")

var errGone = errors.New("whoever typed the command is gone")
