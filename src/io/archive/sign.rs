//! Ed25519 signatures over the manifest (RFC 8032), with keys as OpenSSL writes them (RFC 8410).

use super::fault::Fault;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The text of a key's file. One that is not there, or is no text, is a wrong use.
fn text(path: &Path) -> Result<String, Fault> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::IsADirectory => Fault::Use(format!("there is no key `{}`", path.display())),
        _ => Fault::machine(path, &error),
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads a private key: PKCS#8 in PEM.
///
/// # Errors
/// It cannot be read, or is no such key.
pub fn private(path: &Path) -> Result<SigningKey, Fault> {
    let text = text(path)?;
    SigningKey::from_pkcs8_pem(&text).map_err(|_| {
        Fault::Use(format!(
            "`{}` is no private Ed25519 key (PKCS#8, PEM)\n  help: `openssl genpkey -algorithm ed25519 -out key.pem` makes one",
            path.display()
        ))
    })
}

/// Reads a public key: SPKI in PEM.
///
/// # Errors
/// It cannot be read, or is no such key.
pub fn public(path: &Path) -> Result<VerifyingKey, Fault> {
    let text = text(path)?;
    VerifyingKey::from_public_key_pem(&text).map_err(|_| {
        Fault::Use(format!(
            "`{}` is no public Ed25519 key (SPKI, PEM)\n  help: `openssl pkey -in key.pem -pubout -out public.pem` makes it from the private one",
            path.display()
        ))
    })
}

/// The 64 bytes of the signature.
pub fn sign(key: &SigningKey, manifest: &[u8]) -> Vec<u8> {
    key.sign(manifest).to_bytes().to_vec()
}

/// What is wrong with a signature; none when it is good.
pub fn fault(key: &VerifyingKey, manifest: &[u8], signature: Option<&[u8]>) -> Option<String> {
    let Some(bytes) = signature else { return Some("it is not signed".into()) };
    let Ok(signature) = Signature::from_slice(bytes) else {
        return Some("its signature is damaged: it does not have 64 bytes".into());
    };
    let good = key.verify_strict(manifest, &signature).is_ok();
    (!good).then(|| "its signature is not by this key, or the manifest was altered".into())
}
