#include "system/no_answer.h"

namespace kyodo {

NoAnswer WhyNot(CURLcode code) {
  switch (code) {
    case CURLE_OK: return NoAnswer::kNone;
    case CURLE_COULDNT_RESOLVE_HOST: return NoAnswer::kName;
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_FTP_ACCEPT_FAILED:
    case CURLE_WEIRD_SERVER_REPLY: return NoAnswer::kConnection;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_FTP_ACCEPT_TIMEOUT: return NoAnswer::kTime;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED: return NoAnswer::kCertificate;
    case CURLE_UNSUPPORTED_PROTOCOL: return NoAnswer::kScheme;
    case CURLE_LOGIN_DENIED: return NoAnswer::kDenied;
    default: return NoAnswer::kOther;
  }
}

}  // namespace kyodo
