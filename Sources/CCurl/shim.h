// Types and constants only: the library itself is opened on first use, so that a notebook without
// downloads never pays for loading it. Two of its functions take variable arguments, which Swift
// cannot pass; each kind of argument has a function of its own here.
#include <curl/curl.h>

typedef CURLcode (*casebook_curl_set)(CURL *, CURLoption, ...);
typedef CURLcode (*casebook_curl_get)(CURL *, CURLINFO, ...);

static inline CURLcode casebook_curl_set_long(void *set, CURL *handle, int option, long value) {
  return ((casebook_curl_set)set)(handle, (CURLoption)option, value);
}

static inline CURLcode casebook_curl_set_pointer(
    void *set, CURL *handle, int option, const void *value) {
  return ((casebook_curl_set)set)(handle, (CURLoption)option, value);
}

static inline CURLcode casebook_curl_set_writer(
    void *set, CURL *handle, size_t (*writer)(char *, size_t, size_t, void *)) {
  return ((casebook_curl_set)set)(handle, CURLOPT_WRITEFUNCTION, writer);
}

static inline long casebook_curl_status(void *get, CURL *handle) {
  long status = 0;
  ((casebook_curl_get)get)(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

enum {
  casebook_curl_url = CURLOPT_URL,
  casebook_curl_write_data = CURLOPT_WRITEDATA,
  casebook_curl_error_buffer = CURLOPT_ERRORBUFFER,
  casebook_curl_error_size = CURL_ERROR_SIZE,
  casebook_curl_user_agent = CURLOPT_USERAGENT,
  casebook_curl_no_signal = CURLOPT_NOSIGNAL,
  casebook_curl_follow = CURLOPT_FOLLOWLOCATION,
  casebook_curl_most_redirects = CURLOPT_MAXREDIRS,
  casebook_curl_fail_on_error = CURLOPT_FAILONERROR,
  casebook_curl_connect_seconds = CURLOPT_CONNECTTIMEOUT,
  casebook_curl_slow_bytes = CURLOPT_LOW_SPEED_LIMIT,
  casebook_curl_slow_seconds = CURLOPT_LOW_SPEED_TIME,
  // The older options as bits: the newer ones, as text, are not in every libcurl at hand.
  casebook_curl_protocols = 181,
  casebook_curl_redirect_protocols = 182,
  casebook_curl_http = CURLPROTO_HTTP,
  casebook_curl_https = CURLPROTO_HTTPS,
};
