// libcurl as DeltaSync/Transport uses it. Options and answers go through variadic functions, which Swift does not import:
// one function here for each type that a value may have.
#ifndef ROLLCALL_CCURL_H
#define ROLLCALL_CCURL_H
#include <curl/curl.h>

static inline CURLcode rollcall_easy_set_number(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode rollcall_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode rollcall_easy_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode rollcall_easy_set_context(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode rollcall_easy_set_headers(CURL *easy, struct curl_slist *list) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
}
static inline CURLcode rollcall_easy_set_writer(CURL *easy, CURLoption option, curl_write_callback writer) {
  return curl_easy_setopt(easy, option, writer);
}
static inline CURLcode rollcall_easy_set_reader(CURL *easy, curl_read_callback reader) {
  return curl_easy_setopt(easy, CURLOPT_READFUNCTION, reader);
}
static inline CURLcode rollcall_easy_get_number(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode rollcall_easy_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode rollcall_easy_get_context(CURL *easy, void **value) {
  char *text = 0;
  CURLcode code = curl_easy_getinfo(easy, CURLINFO_PRIVATE, &text);
  *value = text;
  return code;
}
static inline CURLMcode rollcall_multi_set_number(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
#endif
