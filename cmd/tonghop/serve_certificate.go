package main

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is the portal's own. Its files are read again once they are written anew: who renews it need not end what people are uploading.
type certificate struct {
	file, key string
	log       *slog.Logger
	mu        sync.Mutex
	written   [2]time.Time // when the files that were read last were written
	loaded    *tls.Certificate
	said      string // what was wrong the last time, which is logged once
}

// openCertificate reads the files, which have to be right when the service begins.
func openCertificate(file, key string, log *slog.Logger) (*certificate, error) {
	c := &certificate{file: file, key: key, log: log}
	return c, c.load()
}

func (c *certificate) load() error {
	written := [2]time.Time{}
	for i, path := range []string{c.file, c.key} {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		written[i] = info.ModTime()
	}
	if written == c.written {
		return nil
	}
	c.written = written
	loaded, err := tls.LoadX509KeyPair(c.file, c.key)
	if err == nil {
		c.loaded = &loaded
	}
	return err
}

// get is the certificate as its files are now; where they are wrong, or one is written and the other is not yet, the one before.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	said := ""
	if err := c.load(); err != nil {
		said = err.Error()
	}
	if said != "" && said != c.said {
		c.log.Error("service.portal.certificate: the one before is used on", "error", said)
	}
	c.said = said
	return c.loaded, nil
}
