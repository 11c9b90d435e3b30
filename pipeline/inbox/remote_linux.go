package inbox

import "syscall"

// remote names the kind of file system on which the kernel does not tell what other machines write; "" for one on which it does. The
// numbers are those of statfs(2).
func remote(dir string) string {
	var stat syscall.Statfs_t
	if syscall.Statfs(dir, &stat) != nil {
		return ""
	}
	return map[uint32]string{0x6969: "NFS", 0xff534d42: "CIFS", 0xfe534d42: "SMB", 0x517b: "SMB", 0x65735546: "FUSE", 0x01021997: "9P"}[uint32(stat.Type)]
}
