//! An SMTP server on loopback: mailin's protocol machine behind a socket, with and without TLS.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use mailin::{Action, AuthMechanism, Handler, Response, Session, SessionBuilder, response};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tutta::server::config::SmtpSecurity;

use crate::app::Mail;

/// The authority that signed the server's certificate: made for these tests, and its key thrown away.
pub const AUTHORITY: &[u8] = include_bytes!("certificates/ca.pem");

pub const USER: &str = "tutta";
pub const PASSWORD: &str = "p&ss=w+rd%/1";

/// Where a conversation stops: from then on the server says nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Before the words of the mail, when it is the server's turn to ask for them.
    BeforeTheWords,
    /// After them: the server has the mail and has not said so.
    AfterTheWords,
}

/// A running server.
pub struct SmtpServer {
    pub port: u16,
    desk: Arc<Desk>,
}

/// What the conversations of a server share.
#[derive(Default)]
struct Desk {
    received: watch::Sender<Vec<Vec<u8>>>,
    refuses: Mutex<Option<Response>>,
    stops: Mutex<Option<Stop>>,
    has_stopped: watch::Sender<bool>,
}

impl SmtpServer {
    /// Starts one; with TLS it takes mail only from [`USER`].
    pub async fn start(security: SmtpSecurity) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = Self {
            port,
            desk: Arc::default(),
        };
        let desk = Arc::clone(&server.desk);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let reader = Reader {
                    mail: Vec::new(),
                    is_signed_in: security == SmtpSecurity::None,
                    desk: Arc::clone(&desk),
                };
                tokio::spawn(serve(stream, security, reader));
            }
        });
        server
    }

    /// Answers every recipient so from now on; `None` takes them again.
    pub fn refuse(&self, with: Option<Response>) {
        *self.desk.refuses.lock().expect("the refusal") = with;
    }

    /// Stops every conversation there from now on; `None` lets them go on.
    pub fn stop(&self, at: Option<Stop>) {
        *self.desk.stops.lock().expect("the stop") = at;
    }

    /// Waits until a conversation has stopped.
    pub async fn has_stopped(&self) {
        let mut stopped = self.desk.has_stopped.subscribe();
        stopped.wait_for(|has| *has).await.expect("the server");
    }

    /// The mail it was given.
    pub fn mails(&self) -> Vec<Mail> {
        let received = self.desk.received.borrow();
        received.iter().map(|bytes| Mail::read(bytes)).collect()
    }
}

struct Reader {
    mail: Vec<u8>,
    is_signed_in: bool,
    desk: Arc<Desk>,
}

impl Handler for Reader {
    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        if (user, password) == (USER, PASSWORD) {
            self.is_signed_in = true;
            response::AUTH_OK
        } else {
            response::INVALID_CREDENTIALS
        }
    }

    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        if self.is_signed_in {
            response::OK
        } else {
            response::AUTHENTICATION_REQUIRED
        }
    }

    fn rcpt(&mut self, _: &str) -> Response {
        let refuses = self.desk.refuses.lock().expect("the refusal");
        refuses.clone().unwrap_or(response::OK)
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.mail.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mail = std::mem::take(&mut self.mail);
        self.desk.received.send_modify(|mails| mails.push(mail));
        response::OK
    }
}

async fn serve(stream: TcpStream, security: SmtpSecurity, reader: Reader) {
    let desk = Arc::clone(&reader.desk);
    let mut builder = SessionBuilder::new("localhost");
    if security != SmtpSecurity::None {
        builder.enable_auth(AuthMechanism::Plain);
    }
    if security == SmtpSecurity::StartTls {
        builder.enable_start_tls();
    }
    let mut session = builder.build(Ipv4Addr::LOCALHOST.into(), reader);
    if security == SmtpSecurity::Tls {
        let Ok(stream) = acceptor().accept(stream).await else {
            return;
        };
        session.tls_active();
        greet(&mut session, &desk, stream).await;
    } else if let Some(stream) = greet(&mut session, &desk, stream).await {
        let Ok(stream) = acceptor().accept(stream).await else {
            return;
        };
        session.tls_active();
        converse(&mut session, &desk, &mut BufStream::new(stream)).await;
    }
}

/// Says who it is and listens; the stream comes back if it is to be upgraded to TLS.
async fn greet<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<Reader>,
    desk: &Desk,
    stream: S,
) -> Option<S> {
    let mut stream = BufStream::new(stream);
    let greeting = session.greeting().buffer().expect("a greeting");
    stream.write_all(&greeting).await.ok()?;
    stream.flush().await.ok()?;
    converse(session, desk, &mut stream)
        .await
        .then(|| stream.into_inner())
}

/// Listens and answers; true if the connection is to be upgraded to TLS.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<Reader>,
    desk: &Desk,
    stream: &mut BufStream<S>,
) -> bool {
    let mut line = Vec::new();
    loop {
        let before = desk.received.borrow().len();
        line.clear();
        match stream.read_until(b'\n', &mut line).await {
            Ok(0) | Err(_) => return false,
            Ok(_) => {}
        }
        let said = session.process(&line);
        let place = if said.code == response::START_DATA.code {
            Some(Stop::BeforeTheWords)
        } else {
            (desk.received.borrow().len() > before).then_some(Stop::AfterTheWords)
        };
        if place.is_some() && place == *desk.stops.lock().expect("the stop") {
            desk.has_stopped.send_replace(true);
            return std::future::pending().await;
        }
        if said.action != Action::NoReply {
            let bytes = said.buffer().expect("an answer");
            if stream.write_all(&bytes).await.is_err() || stream.flush().await.is_err() {
                return false;
            }
        }
        match said.action {
            Action::Close => return false,
            Action::UpgradeTls => return true,
            Action::Reply | Action::NoReply => {}
        }
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("certificates/localhost.pem"));
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("certificates/localhost.key"));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("protocols")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.expect("a certificate")],
            key.expect("a key"),
        )
        .expect("a configuration");
    TlsAcceptor::from(Arc::new(config))
}
