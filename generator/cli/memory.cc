// How the program's memory is got: by jemalloc, in pages of 2 MB where the system has them. A build of a large site
// touches half a gigabyte once, and to be given that in pages of 4 KB was a quarter of its time.
extern "C" {
// Read by jemalloc when it starts (jemalloc(3), TUNING). As many threads as there are allocate at once.
extern const char* malloc_conf;
const char* malloc_conf = "thp:always,narenas:2";
}
