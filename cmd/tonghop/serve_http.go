package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"tonghop/pipeline/metrics"
)

// The bounds of a request: nobody has a reason to send much, or slowly.
const (
	requestTime  = 10 * time.Second
	requestBytes = 16 << 10
)

// listenAt takes the address of metrics and health, before anything else is begun; "" is none.
func listenAt(ctx context.Context, address string) (net.Listener, error) {
	if address == "" {
		return nil, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, usage("service.listen: %v; end what uses the address, or set another, or none", err)
	}
	return listener, nil
}

// answerHTTP answers /metrics, /healthz and /readyz until the context ends. ready says why the service is not ready.
func answerHTTP(ctx context.Context, listener net.Listener, m *metrics.Metrics, ready func(context.Context) error) error {
	if listener == nil {
		return nil
	}
	server := &http.Server{Handler: answers(m, ready), ReadTimeout: requestTime, WriteTimeout: requestTime, MaxHeaderBytes: requestBytes}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// answers is what is told to whoever watches the service.
func answers(m *metrics.Metrics, ready func(context.Context) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := ready(r.Context()); err != nil {
			http.Error(w, oneLine(err.Error()), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	return mux
}
